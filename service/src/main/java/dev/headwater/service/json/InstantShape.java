package dev.headwater.service.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    String text = binding.text(node, path);
    if (text == null) {
      return null;
    }
    Instant time = parse(text);
    return time == null
        ? binding.wrong(path, "must be a UTC time such as 2026-08-01T12:34:56Z")
        : time;
  }

  private static @Nullable Instant parse(String text) {
    if (!text.endsWith("Z")) {
      return null;
    }
    try {
      Instant time = Instant.parse(text);
      return MillisText.isInForm(time) ? time.truncatedTo(ChronoUnit.MILLIS) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Override
  @Nullable Object adopt(Object value) {
    return value instanceof Instant time ? time.truncatedTo(ChronoUnit.MILLIS) : load(value);
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
  public String describe() {
    return "time";
  }
}
