package dev.headwater.dynamodb.backup;

import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.DynamoDbJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A commit as it is stored, without what follows from the log (the state) or belongs to one table
 * (the mark of an import). Its events are not decoded, so that even those are kept that no codec
 * can read. Attributes of later versions are kept, too.
 *
 * <p>Its {@linkplain #line() line} is the item in DynamoDB JSON, which keeps types and all digits
 * of numbers. The same commit always has the same line.
 */
public final class StoredCommit {
  private static final Set<String> LEFT_OUT =
      Set.of(CommitItem.STATE, CommitItem.RECENT, CommitItem.IMPORTED);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, AttributeValue> attributes;
  private final long firstVersion;
  private final long lastVersion;

  private StoredCommit(Map<String, AttributeValue> attributes, long lastVersion) {
    this.attributes = attributes;
    this.firstVersion = new Attributes(attributes).integer(CommitItem.VERSION);
    this.lastVersion = lastVersion;
  }

  /**
   * The commit in an item.
   *
   * @throws IllegalArgumentException if it is not a commit; the message quotes no content
   */
  static StoredCommit of(Map<String, AttributeValue> item) {
    long lastVersion = CommitItem.requireCommit(item);
    Map<String, AttributeValue> kept = new LinkedHashMap<>();
    for (String name : CommitItem.NAMES) {
      if (item.containsKey(name)) {
        kept.put(name, item.get(name));
      }
    }
    new TreeMap<>(item)
        .forEach(
            (name, value) -> {
              if (!LEFT_OUT.contains(name)) {
                kept.putIfAbsent(name, value);
              }
            });
    return new StoredCommit(kept, lastVersion);
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws IllegalArgumentException if it is not a commit; the message quotes no content
   */
  public static StoredCommit parse(String line) {
    Map<String, AttributeValue> item;
    try {
      item = DynamoDbJson.item(JSON.readTree(line));
    } catch (JacksonException quotingIt) {
      throw new IllegalArgumentException("it is not valid JSON");
    }
    item.values().forEach(StoredCommit::comparable); // refuses malformed numbers
    return of(item);
  }

  /** The commit as one line of DynamoDB JSON. */
  public String line() {
    return DynamoDbJson.json(attributes).toString();
  }

  /** The stream, written as {@code CATEGORY#id}. */
  public String stream() {
    return new Attributes(attributes).string(CommitItem.PK);
  }

  public long firstVersion() {
    return firstVersion;
  }

  public long lastVersion() {
    return lastVersion;
  }

  /** The number of events. */
  public long events() {
    return lastVersion - firstVersion + 1;
  }

  /** The item with one more attribute. */
  Map<String, AttributeValue> with(String name, AttributeValue value) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(attributes);
    item.put(name, value);
    return item;
  }

  /** Whether both are the same commit; numbers are compared by value. */
  boolean hasContentOf(StoredCommit other) {
    return comparable(AttributeValue.fromM(attributes))
        .equals(comparable(AttributeValue.fromM(other.attributes)));
  }

  /** The value in a form of which there is one. */
  private static AttributeValue comparable(AttributeValue value) {
    return switch (value.type()) {
      case N -> AttributeValue.fromN(number(value.n()));
      case M -> {
        Map<String, AttributeValue> map = LinkedHashMap.newLinkedHashMap(value.m().size());
        value.m().forEach((name, each) -> map.put(name, comparable(each)));
        yield AttributeValue.fromM(map);
      }
      case L -> AttributeValue.fromL(value.l().stream().map(StoredCommit::comparable).toList());
      case SS -> AttributeValue.fromSs(value.ss().stream().sorted().toList());
      case NS ->
          AttributeValue.fromNs(value.ns().stream().map(StoredCommit::number).sorted().toList());
      case BS ->
          AttributeValue.fromL(
              value.bs().stream()
                  .map(SdkBytes::asByteBuffer)
                  .sorted()
                  .map(bytes -> AttributeValue.fromB(SdkBytes.fromByteBuffer(bytes)))
                  .toList());
      case S, B, BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> value;
    };
  }

  private static String number(String digits) {
    try {
      return new BigDecimal(digits).stripTrailingZeros().toString();
    } catch (NumberFormatException quotingIt) {
      throw new IllegalArgumentException("a number is malformed");
    }
  }
}
