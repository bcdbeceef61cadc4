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
  /** The most entries of a list or map in a request. */
  static final int MAX_BOUND = 1_000;

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
      values[at] = entry.loadEntry(entries.get(at), at);
    }
    return List.of(values);
  }

  @Override
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    if (!(node instanceof ArrayNode entries)) {
      return binding.wrong(path, "must be a list");
    }
    if (entries.size() > MAX_BOUND) {
      return binding.wrong(path, "must have at most " + MAX_BOUND + " entries");
    }
    int errorsBefore = binding.errors();
    List<Object> values = new ArrayList<>(entries.size());
    for (int at = 0; at < entries.size(); at++) {
      Object value = binding.entry(entry, entries.get(at), path + '[' + at + ']');
      if (value != null) {
        values.add(value);
      }
    }
    return binding.errors() == errorsBefore ? List.copyOf(values) : null;
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
  public String describe() {
    return "[" + entry.describe() + "]";
  }
}
