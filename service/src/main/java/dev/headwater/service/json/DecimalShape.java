package dev.headwater.service.json;

import dev.headwater.event.EncodedEvent;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A decimal number, without its trailing zeros: {@link EncodedEvent#number}. */
final class DecimalShape extends Shape {
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
  String describe() {
    return "number";
  }
}
