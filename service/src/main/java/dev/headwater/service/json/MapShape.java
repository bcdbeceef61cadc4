package dev.headwater.service.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A map with text as keys. Messages name an entry by its position, since a key may be personal.
 * Read maps cannot be changed.
 */
final class MapShape extends Shape {
  private final Shape entry;

  MapShape(Shape entry) {
    super(Map.class, Kind.MAP);
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
    Map<String, Object> stored = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, each) -> stored.put(text(key), entry.store(present(each))));
    return stored;
  }

  @Override
  @Nullable Object load(Object stored) {
    if (!(stored instanceof Map<?, ?> entries)) {
      return null;
    }
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(entries.size());
    for (Map.Entry<?, ?> each : entries.entrySet()) {
      values.put(text(each.getKey()), entry.loadEntry(each.getValue(), values.size()));
    }
    return Collections.unmodifiableMap(values);
  }

  @Override
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    if (!(node instanceof ObjectNode entries)) {
      return binding.wrong(path, "must be an object");
    }
    if (entries.size() > ListShape.MAX_BOUND) {
      return binding.wrong(path, "must have at most " + ListShape.MAX_BOUND + " entries");
    }
    int errorsBefore = binding.errors();
    int at = 0;
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(entries.size());
    for (Map.Entry<String, JsonNode> each : entries.properties()) {
      Object value = binding.entry(entry, each.getValue(), path + '[' + at + ']');
      if (value != null) {
        values.put(each.getKey(), value);
      }
      at++;
    }
    return binding.errors() == errorsBefore ? Collections.unmodifiableMap(values) : null;
  }

  /** Sorted by key, so that equal maps have equal JSON. */
  @Override
  JsonNode json(Object value) {
    Map<String, Object> sorted = new TreeMap<>();
    ((Map<?, ?>) value).forEach((key, each) -> sorted.put(text(key), present(each)));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    sorted.forEach((key, each) -> json.set(key, entry.json(each)));
    return json;
  }

  private static String text(@Nullable Object key) {
    return (String) present(key);
  }

  private static Object present(@Nullable Object each) {
    return Objects.requireNonNull(each, "a map must not hold null");
  }

  @Override
  String noun() {
    return "an object";
  }

  @Override
  public String describe() {
    return "{*: " + entry.describe() + "}";
  }
}
