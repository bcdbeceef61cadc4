package dev.headwater.service.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A date of the years 0000 to 9999, as text that sorts: {@code 2026-08-01}. */
final class DateShape extends Shape {
  private static final int LENGTH = "0000-00-00".length();

  DateShape() {
    super(LocalDate.class, Kind.DATE);
  }

  @Override
  Object store(Object value) {
    String text = value.toString();
    if (text.length() != LENGTH) {
      throw new IllegalArgumentException("A date is not of the years 0000 to 9999");
    }
    return text;
  }

  @Override
  @Nullable Object load(Object stored) {
    return stored instanceof String text ? parse(text) : null;
  }

  private static @Nullable LocalDate parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    try {
      return LocalDate.parse(text);
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
    LocalDate date = parse(text);
    return date == null ? binding.wrong(path, "must be a date such as 2026-08-01") : date;
  }

  @Override
  JsonNode json(Object value) {
    return JsonNodeFactory.instance.stringNode(value.toString());
  }

  @Override
  String noun() {
    return "a date";
  }

  @Override
  public String describe() {
    return "date";
  }
}
