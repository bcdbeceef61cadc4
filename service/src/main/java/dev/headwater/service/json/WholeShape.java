package dev.headwater.service.json;

import java.math.BigInteger;
import java.util.List;
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
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    BigInteger number = binding.wholeNumber(node);
    if (number == null) {
      return binding.wrong(path, "must be a whole number");
    }
    if (number.bitLength() >= Long.SIZE || !isInWidth(number.longValue())) {
      return binding.wrong(path, "must be a whole number from " + least() + " to " + most());
    }
    return boxed(number.longValue());
  }

  @Override
  List<Object> probes() {
    return List.of(least(), most());
  }

  private long least() {
    return isInt ? Integer.MIN_VALUE : Long.MIN_VALUE;
  }

  private long most() {
    return isInt ? Integer.MAX_VALUE : Long.MAX_VALUE;
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
  public String describe() {
    return "whole number";
  }
}
