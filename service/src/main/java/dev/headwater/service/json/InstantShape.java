package dev.headwater.service.json;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A time of the years 0000 to 9999, stored with milliseconds, which sorts as text. */
final class InstantShape extends Shape {
  InstantShape() {
    super(Instant.class, Kind.TIME);
  }

  @Override
  Object store(Object value) {
    return MillisText.of((Instant) value);
  }

  @Override
  @Nullable Object load(Object stored) {
    if (!(stored instanceof String text)) {
      return null;
    }
    try {
      return MillisText.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Override
  JsonNode json(Object value) {
    return JsonNodeFactory.instance.stringNode(value.toString());
  }

  @Override
  String noun() {
    return "a time in UTC with milliseconds";
  }

  @Override
  String describe() {
    return "time";
  }
}
