package dev.headwater.dynamodb.operations;

import dev.headwater.audit.PatientCalls;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.host.Host;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keeps dead letters that an operator took out of their queues, and who dropped which and why.
 *
 * <p>An archived letter is the item {@code PK = LETTERS#<queue>}, {@code SK = <message id>}, with
 * its body compressed. It stays until it is removed. A record of dropped letters is the item {@code
 * PK = DROPS}, {@code SK = <time>#<run>#<number>}, and is kept for {@link #DROPS_KEPT}.
 *
 * <p>Every method throws {@link dev.headwater.host.UnavailableException} if DynamoDB does not
 * answer after several tries.
 */
public final class LetterArchive {
  /** How long it is remembered who dropped what. */
  public static final Duration DROPS_KEPT = Duration.ofDays(400);

  private static final String PK = "PK";
  private static final String SK = "SK";
  private static final String BODY = "body";
  private static final String ATTRIBUTES = "attributes";
  private static final String PARKED_AT = "parkedAt";
  private static final String BY = "by";
  private static final String AT = "at";
  private static final String REASON = "reason";
  private static final String QUEUE = "queue";
  private static final String LETTERS = "letters";
  private static final String DROPS = "DROPS";

  private final DynamoDbClient client;
  private final String tableName;
  private final Host host;

  /**
   * @param client may retry: every write can be repeated
   * @param tableName of the table of operations
   */
  public LetterArchive(DynamoDbClient client, String tableName, Host host) {
    this.client = client;
    this.tableName = tableName;
    this.host = host;
  }

  /**
   * An archived letter.
   *
   * @param attributes its message attributes
   * @param parkedAt when it came into its queue
   */
  public record Archived(
      String messageId, String body, Map<String, String> attributes, Instant parkedAt) {
    public Archived {
      attributes = Map.copyOf(attributes);
    }
  }

  /**
   * Letters that were dropped together.
   *
   * @param letters what each of them was about
   */
  public record Drop(Instant at, String by, String reason, String queue, List<String> letters) {
    public Drop {
      letters = List.copyOf(letters);
    }
  }

  /**
   * Keeps a letter.
   *
   * @throws IllegalArgumentException if it is too large for an item, even compressed
   */
  public void put(String queue, Archived letter) {
    Map<String, AttributeValue> item = new HashMap<>(key(queue, letter.messageId));
    item.put(BODY, AttributeValue.fromB(compressed(letter.body)));
    Map<String, AttributeValue> attributes = new HashMap<>();
    letter.attributes.forEach((name, value) -> attributes.put(name, AttributeValue.fromS(value)));
    item.put(ATTRIBUTES, AttributeValue.fromM(attributes));
    item.put(PARKED_AT, number(letter.parkedAt.toEpochMilli()));
    put(item);
  }

  /**
   * A page of the letters of a queue, in the order of their ids.
   *
   * @param after the last id of the page before; {@code null} for the first page
   * @param most how many, 1 to 1,000; fewer come if they are large
   */
  public List<Archived> page(String queue, @Nullable String after, int most) {
    return query(
            Map.of(":pk", AttributeValue.fromS(partition(queue))),
            after == null ? null : key(queue, after),
            most,
            true)
        .stream()
        .map(LetterArchive::archived)
        .toList();
  }

  /** Removes a letter, if it is there. */
  public void remove(String queue, String messageId) {
    call(() -> client.deleteItem(delete -> delete.tableName(tableName).key(key(queue, messageId))));
  }

  /**
   * Remembers what is going to be dropped.
   *
   * @param run that drops it
   * @param number tells the records of a run apart
   */
  public void record(Drop drop, String run, int number) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(PK, AttributeValue.fromS(DROPS));
    item.put(SK, AttributeValue.fromS(drop.at.toEpochMilli() + "#" + run + '#' + number));
    item.put(AT, number(drop.at.toEpochMilli()));
    item.put(BY, AttributeValue.fromS(drop.by));
    item.put(REASON, AttributeValue.fromS(drop.reason));
    item.put(QUEUE, AttributeValue.fromS(drop.queue));
    item.put(
        LETTERS, AttributeValue.fromL(drop.letters.stream().map(AttributeValue::fromS).toList()));
    item.put("expiresAt", number(drop.at.plus(DROPS_KEPT).getEpochSecond()));
    put(item);
  }

  /**
   * The last drops, the newest first.
   *
   * @param most how many, 1 to 1,000
   */
  public List<Drop> drops(int most) {
    return query(Map.of(":pk", AttributeValue.fromS(DROPS)), null, most, false).stream()
        .map(LetterArchive::drop)
        .toList();
  }

  private List<Map<String, AttributeValue>> query(
      Map<String, AttributeValue> partition,
      @Nullable Map<String, AttributeValue> after,
      int most,
      boolean forward) {
    return call(
        () ->
            client
                .query(
                    query ->
                        query
                            .tableName(tableName)
                            .consistentRead(true)
                            .keyConditionExpression("PK = :pk")
                            .expressionAttributeValues(partition)
                            .exclusiveStartKey(after)
                            .scanIndexForward(forward)
                            .limit(most))
                .items());
  }

  private static Archived archived(Map<String, AttributeValue> attributes) {
    Attributes item = new Attributes(attributes);
    Map<String, String> names = new HashMap<>();
    attributes
        .getOrDefault(ATTRIBUTES, AttributeValue.fromM(Map.of()))
        .m()
        .forEach((name, value) -> names.put(name, value.s()));
    return new Archived(
        item.string(SK),
        text(item.binary(BODY)),
        names,
        Instant.ofEpochMilli(item.integer(PARKED_AT)));
  }

  private static Drop drop(Map<String, AttributeValue> attributes) {
    Attributes item = new Attributes(attributes);
    return new Drop(
        Instant.ofEpochMilli(item.integer(AT)),
        item.string(BY),
        item.string(REASON),
        item.string(QUEUE),
        item.list(LETTERS).stream().map(AttributeValue::s).toList());
  }

  private static SdkBytes compressed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("An array does not fail", e);
    }
    return SdkBytes.fromByteArrayUnsafe(bytes.toByteArray());
  }

  private static String text(byte[] compressed) {
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(damaged)"; // still a letter, so that it can be seen and dropped
    }
  }

  private void put(Map<String, AttributeValue> item) {
    call(() -> client.putItem(put -> put.tableName(tableName).item(item)));
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

  private static Map<String, AttributeValue> key(String queue, String messageId) {
    return Map.of(PK, AttributeValue.fromS(partition(queue)), SK, AttributeValue.fromS(messageId));
  }

  private static String partition(String queue) {
    return "LETTERS#" + queue;
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
