package dev.headwater.dynamodb.internal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size that DynamoDB counts for an item, in bytes.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">
 *     DynamoDB item sizes and formats</a>
 */
public final class ItemSize {
  /** The overhead of a list or map; each of its entries adds one more byte. */
  private static final int CONTAINER = 3;

  private ItemSize() {}

  /** An upper bound for all attributes with their names. Numbers may take one byte less each. */
  public static long of(Map<String, AttributeValue> item) {
    long size = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      size += utf8(attribute.getKey()) + of(attribute.getValue());
    }
    return size;
  }

  /** A lower bound: DynamoDB counts at least this, and at most {@link #of(Map)}. */
  public static long atLeast(Map<String, AttributeValue> item) {
    return of(item) - numbers(item);
  }

  private static long numbers(Map<String, AttributeValue> values) {
    return values.values().stream().mapToLong(ItemSize::numbers).sum();
  }

  private static long numbers(AttributeValue value) {
    return switch (value.type()) {
      case N -> 1;
      case NS -> value.ns().size();
      case L -> value.l().stream().mapToLong(ItemSize::numbers).sum();
      case M -> numbers(value.m());
      case S, B, BOOL, NUL, SS, BS, UNKNOWN_TO_SDK_VERSION -> 0;
    };
  }

  private static long of(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> ofNumber(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case BOOL, NUL -> 1;
      case L -> CONTAINER + value.l().stream().mapToLong(e -> of(e) + 1).sum();
      case M -> CONTAINER + value.m().size() + of(value.m());
      case SS -> value.ss().stream().mapToLong(ItemSize::utf8).sum();
      case NS -> value.ns().stream().mapToLong(ItemSize::ofNumber).sum();
      case BS -> value.bs().stream().mapToLong(b -> b.asByteArrayUnsafe().length).sum();
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("An attribute of an unknown type has no size");
    };
  }

  /** An upper bound; AWS: "approximately" a byte per two digits, one more, one for the sign. */
  private static long ofNumber(String number) {
    BigDecimal value = new BigDecimal(number).stripTrailingZeros();
    long digits = value.precision();
    return digits / 2 + 2 + (value.signum() < 0 ? 1 : 0);
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
