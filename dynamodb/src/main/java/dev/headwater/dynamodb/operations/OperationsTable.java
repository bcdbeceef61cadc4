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
 * Remembers the last run of each operation: who runs it, how far it is, and until when it is
 * theirs. A <em>lease</em> keeps two runs of one operation apart. It ends by itself, so one that
 * was killed stops nobody for longer than {@link #LEASE}.
 *
 * <p>The lease is a courtesy between operators. What operations write is safe by its own
 * conditions, even if clocks disagree and two of them run.
 *
 * <p>A run is the item {@code PK = RUN#<operation>}, {@code SK = LAST}. It costs one write when it
 * begins, two for each slice, and one every {@link #RENEWAL} in between. DynamoDB deletes it {@link
 * #KEPT} after the last of these, if {@code expiresAt} is the table's time to live.
 *
 * <p>Every method throws {@link UnavailableException} if DynamoDB does not answer after several
 * tries.
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

  private static final String OWN = "#run = :run";

  /** The end of a lease that was given back. */
  private static final AttributeValue RELEASED = millis(Instant.EPOCH);

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
    Map<String, AttributeValue> item =
        call(
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
    item.put(LEASE_END, leaseEnd());
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
   * Renews the lease for a run that goes on, even if it has ended or was given back meanwhile.
   *
   * @param position from where the run can be resumed from now on
   * @return false if another run has taken the lease
   */
  public boolean renew(String operation, String run, String position) {
    return update(
        operation,
        "SET #end = :end, #position = :position",
        OWN,
        Map.of(":run", text(run), ":end", leaseEnd(), ":position", text(position)));
  }

  /**
   * Keeps the lease while a run is at work, unless it was given back: its caller is gone then, and
   * others may begin.
   *
   * @return false if the run no longer has the lease
   */
  public boolean keep(String operation, String run) {
    return update(
        operation,
        "SET #end = :end",
        OWN + " AND #end > :released",
        Map.of(":run", text(run), ":end", leaseEnd(), ":released", RELEASED));
  }

  /** Gives the lease back, if the run still has it. The run can be resumed, by anybody. */
  public void release(String operation, String run) {
    update(operation, "SET #end = :end", OWN, Map.of(":run", text(run), ":end", RELEASED));
  }

  /** Gives the lease of a run back that has come to its end, if the run still has it. */
  public void end(String operation, String run) {
    update(
        operation,
        "SET #end = :end REMOVE #position",
        OWN,
        Map.of(":run", text(run), ":end", RELEASED));
  }

  private boolean update(
      String operation, String expression, String condition, Map<String, AttributeValue> values) {
    Map<String, String> names = new HashMap<>(Map.of("#run", RUN, "#end", LEASE_END));
    if (expression.contains("#position")) {
      names.put("#position", POSITION);
    }
    return succeeds(
        () ->
            client.updateItem(
                update ->
                    update
                        .tableName(tableName)
                        .key(key(operation))
                        .updateExpression(expression)
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
    return new PatientCalls(host)
        .call(
            () -> {
              try {
                return call.get();
              } catch (SdkException e) {
                throw SdkFailures.ofRead("use table " + tableName, e);
              }
            });
  }

  private static Map<String, AttributeValue> key(String operation) {
    return Map.of(PK, text("RUN#" + operation), SK, text("LAST"));
  }

  private AttributeValue expiry() {
    return AttributeValue.fromN(Long.toString(now().plus(KEPT).getEpochSecond()));
  }

  private AttributeValue leaseEnd() {
    return millis(now().plus(LEASE));
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
