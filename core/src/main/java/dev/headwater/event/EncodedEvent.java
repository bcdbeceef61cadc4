package dev.headwater.event;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as it is stored and published: its type, the version of its schema, and its fields.
 *
 * @param eventType not empty; a publisher may limit its length
 * @param payload values are strings, booleans, numbers ({@code Long} or {@code BigDecimal}), and
 *     lists and maps of these; a field without a value is absent. Stores refuse text that is not
 *     {@linkplain PublishableText publishable}, here and in the type
 */
public record EncodedEvent(String eventType, int schemaVersion, Map<String, Object> payload) {
  private static final int LONG_DIGITS = 19;

  public EncodedEvent {
    if (eventType.isEmpty()) {
      throw new IllegalArgumentException("An event's type is empty");
    }
    payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
  }

  /**
   * The canonical form of a number that was stored or published: a {@code Long} if it fits one,
   * otherwise a {@code BigDecimal} without trailing zeros.
   */
  public static Number number(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    long digitsBeforePoint = (long) stripped.precision() - stripped.scale();
    boolean isLong =
        stripped.scale() <= 0
            && digitsBeforePoint <= LONG_DIGITS
            && stripped.toBigInteger().bitLength() < Long.SIZE;
    return isLong ? (Number) stripped.longValue() : stripped;
  }
}
