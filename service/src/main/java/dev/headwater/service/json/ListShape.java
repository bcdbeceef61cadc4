package dev.headwater.service.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A list. Read ones cannot be changed. */
final class ListShape extends Shape {
  private final Shape entry;

  ListShape(Shape entry) {
    super(List.class, Kind.LIST);
    this.entry = entry;
  }

  @Override
  public Shape entry() {
    return entry;
  }

  @Override
  boolean isPersonal() {
    return entry.isPersonal();
  }

  @Override
  Object store(Object value) {
    List<?> values = (List<?>) value;
    List<Object> stored = new ArrayList<>(values.size());
    for (Object each : values) {
      stored.add(entry.store(present(each)));
    }
    return stored;
  }

  @Override
  @Nullable Object load(Object stored) {
    if (!(stored instanceof List<?> entries)) {
      return null;
    }
    Object[] values = new Object[entries.size()];
    for (int at = 0; at < values.length; at++) {
      values[at] = load(entries.get(at), at);
    }
    return List.of(values);
  }

  private Object load(@Nullable Object stored, int at) {
    try {
      Object value = stored == null ? null : entry.load(stored);
      if (value == null) {
        throw new MalformedException("", "is missing or not " + entry.noun());
      }
      return value;
    } catch (MalformedException e) {
      throw e.within("[" + at + "]");
    }
  }

  @Override
  JsonNode json(Object value) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Object each : (List<?>) value) {
      json.add(entry.json(present(each)));
    }
    return json;
  }

  private static Object present(@Nullable Object each) {
    return Objects.requireNonNull(each, "a list must not hold null");
  }

  @Override
  String noun() {
    return "a list";
  }

  @Override
  String describe() {
    return "[" + entry.describe() + "]";
  }
}
