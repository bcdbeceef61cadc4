package dev.headwater.service.json;

import dev.headwater.event.EncodedEvent;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A decimal number, without its trailing zeros: {@link EncodedEvent#number}. */
final class DecimalShape extends Shape {
  /** DynamoDB's limit; and no exponent makes a short text a huge number. */
  private static final int MAX_DIGITS = 38;

  DecimalShape() {
    super(BigDecimal.class, Kind.DECIMAL);
  }

  @Override
  Object store(Object value) {
    return EncodedEvent.number((BigDecimal) value);
  }

  @Override
  @Nullable Object load(Object stored) {
    if (stored instanceof Long || stored instanceof Integer) {
      return BigDecimal.valueOf(((Number) stored).longValue());
    }
    return stored instanceof BigDecimal ? stored : null;
  }

  @Override
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    BigDecimal number = binding.number(node);
    if (number == null) {
      return binding.wrong(path, "must be a number");
    }
    if (!fits(number.stripTrailingZeros())) {
      return binding.wrong(path, "must be a number of at most " + MAX_DIGITS + " digits");
    }
    return number;
  }

  private static boolean fits(BigDecimal number) {
    return number.precision() <= MAX_DIGITS
        && number.scale() <= MAX_DIGITS
        && (long) number.precision() - number.scale() <= MAX_DIGITS;
  }

  @Override
  List<Object> probes() {
    BigDecimal most = BigDecimal.ONE.movePointRight(MAX_DIGITS - 1);
    return List.of(most, most.negate(), BigDecimal.ONE.movePointLeft(MAX_DIGITS));
  }

  @Override
  JsonNode json(Object value) {
    return EncodedEvent.number((BigDecimal) value) instanceof BigDecimal decimal
        ? JsonNodeFactory.instance.numberNode(decimal)
        : JsonNodeFactory.instance.numberNode(((BigDecimal) value).longValue());
  }

  @Override
  String noun() {
    return "a number";
  }

  @Override
  public String describe() {
    return "number";
  }
}
