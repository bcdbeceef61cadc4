package dev.headwater.dynamodb.operations;

import dev.headwater.audit.PatientCalls;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Remembers the last run of each operation: who started it, and from where it can be resumed. A
 * <em>lease</em> keeps two runs of one operation apart. It ends by itself: a run that was killed is
 * in the way of others for no longer than {@link #LEASE} after its last renewal.
 *
 * <p>The lease is a courtesy between operators. What operations write is safe by its own
 * conditions, even if clocks disagree and two of them run.
 *
 * <p>A run is the item {@code PK = RUN#<operation>}, {@code SK = LAST}. It costs one write when it
 * begins, two for each slice, and one every {@link #RENEWAL} in between. DynamoDB deletes it {@link
 * #KEPT} after the run began, if {@code expiresAt} is the table's time to live.
 *
 * <p>Every method throws {@link UnavailableException} if DynamoDB does not answer, after several
 * tries unless it says otherwise.
 */
public final class OperationsTable {
  /** How long a lease lasts unless it is renewed. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** How often to renew it: twice in vain is not fatal yet. */
  public static final Duration RENEWAL = Duration.ofSeconds(10);

  private static final Duration KEPT = Duration.ofDays(90);

  private static final String PK = "PK";
  private static final String SK = "SK";
  private static final String RUN = "run";
  private static final String BY = "by";
  private static final String SINCE = "since";
  private static final String ARGUMENTS = "arguments";
  private static final String POSITION = "position";
  private static final String LEASE_END = "leaseEnd";
  private static final String EXPIRES_AT = "expiresAt";

  private static final String MINE = "#run = :run";

  /** The end of a lease that was given back. */
  private static final AttributeValue FREE = AttributeValue.fromN("0");

  private final DynamoDbClient client;
  private final String tableName;
  private final Host host;

  /**
   * @param client may retry: every write can be repeated
   */
  public OperationsTable(DynamoDbClient client, String tableName, Host host) {
    this.client = client;
    this.tableName = tableName;
    this.host = host;
  }

  /** The last run of an operation; empty if there is none, or if it is forgotten. */
  public Optional<OperationRun> last(String operation) {
    return new PatientCalls(host).call(() -> lastAtOnce(operation));
  }

  /** The same in a single try. */
  public Optional<OperationRun> lastAtOnce(String operation) {
    Map<String, AttributeValue> item =
        once(
            () ->
                client
                    .getItem(
                        get -> get.tableName(tableName).key(key(operation)).consistentRead(true))
                    .item());
    return item.isEmpty() ? Optional.empty() : Optional.of(read(new Attributes(item)));
  }

  private static OperationRun read(Attributes item) {
    return new OperationRun(
        item.string(RUN),
        item.string(BY),
        Instant.ofEpochMilli(item.integer(SINCE)),
        item.string(ARGUMENTS),
        item.has(POSITION) ? item.string(POSITION) : null,
        Instant.ofEpochMilli(item.integer(LEASE_END)));
  }

  /**
   * Takes the lease for a run that begins, or is resumed, and remembers it instead of the last one.
   *
   * @return false if another run has the lease
   */
  public boolean begin(String operation, OperationRun run) {
    Map<String, AttributeValue> item = new HashMap<>(key(operation));
    item.put(RUN, text(run.id()));
    item.put(BY, text(run.by()));
    item.put(SINCE, millis(run.since()));
    item.put(ARGUMENTS, text(run.arguments()));
    item.put(LEASE_END, millis(run.leaseEnd()));
    item.put(EXPIRES_AT, expiry());
    if (run.position() != null) {
      item.put(POSITION, text(run.position()));
    }
    return succeeds(
        () ->
            client.putItem(
                put ->
                    put.tableName(tableName)
                        .item(item)
                        .conditionExpression(
                            "attribute_not_exists(#pk) OR #end < :now OR #run = :run")
                        .expressionAttributeNames(Map.of("#pk", PK, "#end", LEASE_END, "#run", RUN))
                        .expressionAttributeValues(
                            Map.of(":now", millis(now()), ":run", text(run.id())))));
  }

  /**
   * Takes the lease again for a run that goes on, unless another run has begun.
   *
   * @param position from where the run can be resumed from now on
   * @return false if another run has begun
   */
  public boolean goOn(String operation, String run, String position) {
    return update(
        operation,
        "SET #end = :end, #position = :position",
        MINE,
        Map.of(":run", text(run), ":end", leaseEnd(), ":position", text(position)));
  }

  /**
   * Renews a lease that the run has.
   *
   * @return false if the lease was given back, or another run has begun
   */
  public boolean renew(String operation, String run) {
    return update(
        operation,
        "SET #end = :end",
        MINE + " AND #end > :free",
        Map.of(":run", text(run), ":end", leaseEnd(), ":free", FREE));
  }

  /** Gives the lease back, if the run still has it. Any caller can resume the run. */
  public void release(String operation, String run) {
    update(operation, "SET #end = :free", MINE, Map.of(":run", text(run), ":free", FREE));
  }

  /** Gives the lease back, and remembers that the run has come to its end. */
  public void end(String operation, String run) {
    update(
        operation,
        "SET #end = :free REMOVE #position",
        MINE,
        Map.of(":run", text(run), ":free", FREE));
  }

  private boolean update(
      String operation, String change, String condition, Map<String, AttributeValue> values) {
    Map<String, String> names = new HashMap<>(Map.of("#run", RUN, "#end", LEASE_END));
    if (change.contains("#position")) {
      names.put("#position", POSITION);
    }
    return succeeds(
        () ->
            client.updateItem(
                update ->
                    update
                        .tableName(tableName)
                        .key(key(operation))
                        .updateExpression(change)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)));
  }

  /** False if the condition fails. */
  private boolean succeeds(Runnable write) {
    return call(
        () -> {
          try {
            write.run();
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private <T> T call(Supplier<T> call) {
    return new PatientCalls(host).call(() -> once(call));
  }

  private <T> T once(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw SdkFailures.ofRead("use table " + tableName, e);
    }
  }

  private static Map<String, AttributeValue> key(String operation) {
    return Map.of(PK, text("RUN#" + operation), SK, text("LAST"));
  }

  private AttributeValue leaseEnd() {
    return millis(now().plus(LEASE));
  }

  private AttributeValue expiry() {
    return AttributeValue.fromN(Long.toString(now().plus(KEPT).getEpochSecond()));
  }

  private Instant now() {
    return host.clock().instant();
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue millis(Instant time) {
    return AttributeValue.fromN(Long.toString(time.toEpochMilli()));
  }
}
