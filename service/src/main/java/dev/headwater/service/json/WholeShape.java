package dev.headwater.service.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A whole number: {@code int}, {@code long}, or one of their boxes. Stored as a {@code Long}. */
final class WholeShape extends Shape {
  private final boolean isInt;

  WholeShape(Class<?> type) {
    super(type, Kind.WHOLE_NUMBER);
    this.isInt = type == int.class || type == Integer.class;
  }

  @Override
  Object store(Object value) {
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }

  /** Takes an {@code Integer} too, which an upcaster easily writes. */
  @Override
  @Nullable Object load(Object stored) {
    if (stored instanceof Long || stored instanceof Integer) {
      long number = ((Number) stored).longValue();
      return isInWidth(number) ? boxed(number) : null;
    }
    return null;
  }

  boolean isInWidth(long number) {
    return !isInt || (int) number == number;
  }

  Object boxed(long number) {
    return isInt ? (Object) (int) number : (Object) number;
  }

  @Override
  JsonNode json(Object value) {
    return JsonNodeFactory.instance.numberNode(((Number) value).longValue());
  }

  @Override
  String noun() {
    return "a whole number";
  }

  @Override
  String describe() {
    return "whole number";
  }
}
