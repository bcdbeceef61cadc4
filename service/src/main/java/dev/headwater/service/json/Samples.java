package dev.headwater.service.json;

import dev.headwater.event.EncodedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Samples of records, as JSON: always the same, with all components. A value type gets the first of
 * a few texts or numbers that it accepts; if it refuses them all, the first one. What several
 * components have to fulfil together may be violated.
 */
public final class Samples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** After the component's own name. */
  private static final List<String> TEXTS =
      List.of(
          "sample@example.com",
          "other@example.com",
          "1",
          "1.50",
          "EUR",
          "USD",
          "DE",
          "US",
          "en",
          "de",
          "2026-01-01",
          "2026-01-02",
          "12345678",
          "87654321",
          "00000000-0000-4000-8000-000000000000",
          "00000000-0000-4000-8000-000000000001",
          "0123456789abcdef0123456789abcdef",
          "+4930123456",
          "+4930654321",
          "https://example.com/",
          "https://example.com/other",
          "Europe/Berlin",
          "Europe/Paris");

  private static final List<String> WHOLE_NUMBERS = List.of("1", "10", "100", "1000", "2026", "0");

  private static final List<String> DECIMALS = List.of("1.5", "1", "0.5", "10", "100", "0");

  /** Which of the texts that a type accepts: the first, the second. */
  private final int choice;

  private Samples(int choice) {
    this.choice = choice;
  }

  /** A sample of a record. */
  public static ObjectNode of(Shape record) {
    return new Samples(1).fields(record.components());
  }

  /** A sample of a record with these components. */
  public static ObjectNode of(List<Component> components) {
    return new Samples(1).fields(components);
  }

  /** A sample whose texts differ from those of the first, as far as there are others. */
  public static ObjectNode otherOf(List<Component> components) {
    return new Samples(2).fields(components);
  }

  /** A sample of a component's value. */
  public static JsonNode of(Component component) {
    return new Samples(1).value(component.shape(), component.name());
  }

  private ObjectNode fields(List<Component> components) {
    ObjectNode fields = JSON.objectNode();
    for (Component component : components) {
      fields.set(component.name(), value(component.shape(), component.name()));
    }
    return fields;
  }

  private JsonNode value(Shape shape, String name) {
    return switch (shape.kind()) {
      case TEXT -> JSON.stringNode(text(shape, name));
      case WHOLE_NUMBER -> JSON.numberNode(Long.parseLong(accepted(shape, WHOLE_NUMBERS)));
      case DECIMAL -> JSON.numberNode(Double.parseDouble(accepted(shape, DECIMALS)));
      case BOOLEAN -> JSON.booleanNode(true);
      case TIME -> JSON.stringNode("2026-01-01T00:00:00.000Z");
      case DATE -> JSON.stringNode("2026-01-01");
      case ENUM -> JSON.stringNode(shape.constants().getFirst());
      case RECORD -> fields(shape.components());
      case ONE_OF -> oneOf(shape);
      case LIST -> JSON.arrayNode().add(entry(shape, name));
      case MAP -> JSON.objectNode().set(name, entry(shape, name));
    };
  }

  private String text(Shape shape, String name) {
    return Stream.concat(Stream.of(name), TEXTS.stream())
        .filter(candidate -> accepts(shape, candidate))
        .limit(choice)
        .reduce(name, (one, later) -> later);
  }

  private static String accepted(Shape shape, List<String> candidates) {
    return candidates.stream()
        .filter(candidate -> accepts(shape, candidate))
        .findFirst()
        .orElse(candidates.getFirst());
  }

  private static boolean accepts(Shape shape, String candidate) {
    try {
      shape.normalise(candidate);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private JsonNode entry(Shape shape, String name) {
    return value(Objects.requireNonNull(shape.entry(), "a list or map"), name);
  }

  private ObjectNode oneOf(Shape shape) {
    Map.Entry<String, Shape> first = shape.members().entrySet().iterator().next();
    return JSON.objectNode()
        .put("type", first.getKey())
        .setAll(fields(first.getValue().components()));
  }

  /**
   * The stored form of an event's fields.
   *
   * @throws IllegalArgumentException if one is null: a field without a value is absent
   */
  public static Map<String, Object> payload(ObjectNode sample) {
    Map<String, Object> payload = new LinkedHashMap<>();
    sample.properties().forEach(field -> payload.put(field.getKey(), stored(field.getValue())));
    return payload;
  }

  private static Object stored(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return payload(object);
    }
    if (value instanceof ArrayNode array) {
      List<Object> entries = new ArrayList<>();
      array.forEach(entry -> entries.add(stored(entry)));
      return entries;
    }
    if (value.isNumber()) {
      return EncodedEvent.number(value.decimalValue());
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isString()) {
      return value.stringValue();
    }
    throw new IllegalArgumentException("one of its fields is null");
  }
}
