package dev.headwater.dynamodb.internal;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.PublishableText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts plain values (strings, booleans, numbers, lists and maps) to attributes and back.
 *
 * <p>Numbers are read as {@link EncodedEvent#number}. A value that cannot be converted is refused
 * with an {@link IllegalArgumentException} whose message quotes no content.
 */
public final class PlainValues {
  /** DynamoDB allows 32 nesting levels; a payload begins at the third. */
  private static final int MAX_DEPTH = 28;

  /** DynamoDB keeps 38 significant digits, with magnitudes from 1E-130 to 9.9E+125. */
  private static final int MAX_DIGITS = 38;

  private static final int MIN_EXPONENT = -130;
  private static final int MAX_EXPONENT = 125;

  private PlainValues() {}

  public static Map<String, AttributeValue> toAttributes(Map<String, ?> values) {
    return toAttributes(values, MAX_DEPTH);
  }

  private static Map<String, AttributeValue> toAttributes(Map<?, ?> values, int depth) {
    Map<String, AttributeValue> attributes = LinkedHashMap.newLinkedHashMap(values.size());
    values.forEach(
        (name, value) -> attributes.put(unicode(String.valueOf(name)), toAttribute(value, depth)));
    return attributes;
  }

  private static AttributeValue toAttribute(@Nullable Object value, int depth) {
    if (depth == 0) {
      throw new IllegalArgumentException("Values nest more than " + MAX_DEPTH + " levels deep");
    }
    return switch (value) {
      case null -> throw new IllegalArgumentException("A field without a value must be absent");
      case String text -> AttributeValue.fromS(unicode(text));
      case Boolean flag -> AttributeValue.fromBool(flag);
      case Long number -> AttributeValue.fromN(number.toString());
      case Integer number -> AttributeValue.fromN(number.toString());
      case BigDecimal number -> AttributeValue.fromN(inRange(number));
      case List<?> list -> AttributeValue.fromL(toAttributes(list, depth));
      case Map<?, ?> map -> AttributeValue.fromM(toAttributes(map, depth - 1));
      default ->
          throw new IllegalArgumentException(
              "A value of " + value.getClass().getName() + " cannot be stored");
    };
  }

  private static String unicode(String text) {
    if (!PublishableText.isUnicode(text)) {
      throw new IllegalArgumentException("A text holds half of a surrogate pair");
    }
    return text;
  }

  private static List<AttributeValue> toAttributes(List<?> values, int depth) {
    List<AttributeValue> attributes = new ArrayList<>(values.size());
    for (Object value : values) {
      attributes.add(toAttribute(value, depth - 1));
    }
    return attributes;
  }

  private static String inRange(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (stripped.precision() > MAX_DIGITS || exponent > MAX_EXPONENT || exponent < MIN_EXPONENT) {
      throw new IllegalArgumentException(
          "A number has more than "
              + MAX_DIGITS
              + " digits or a magnitude outside 1E"
              + MIN_EXPONENT
              + " to 1E"
              + MAX_EXPONENT);
    }
    return stripped.toString();
  }

  public static Map<String, Object> toPlain(Map<String, AttributeValue> attributes) {
    return toPlain(attributes, List.of());
  }

  public static Map<String, Object> toPlain(
      Map<String, AttributeValue> attributes, Collection<String> except) {
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(attributes.size());
    attributes.forEach(
        (name, attribute) -> {
          if (!except.contains(name)) {
            values.put(name, toPlain(attribute));
          }
        });
    return Collections.unmodifiableMap(values);
  }

  private static Object toPlain(AttributeValue attribute) {
    return switch (attribute.type()) {
      case S -> attribute.s();
      case BOOL -> attribute.bool();
      case N -> number(attribute.n());
      case L -> attribute.l().stream().map(PlainValues::toPlain).toList();
      case M -> toPlain(attribute.m());
      case B, SS, NS, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException(
              "An attribute of type " + attribute.type() + " is not supported");
    };
  }

  /** Replaces the exception of {@code BigDecimal}, which quotes the text. */
  private static Number number(String digits) {
    try {
      return EncodedEvent.number(new BigDecimal(digits));
    } catch (NumberFormatException quotingIt) {
      throw new IllegalArgumentException("A number is malformed");
    }
  }
}
