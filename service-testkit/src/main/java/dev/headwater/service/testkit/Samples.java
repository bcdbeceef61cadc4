package dev.headwater.service.testkit;

import dev.headwater.event.EncodedEvent;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Samples of stored events, as JSON. */
final class Samples {
  private Samples() {}

  /** A sample of an event, with all components. */
  static ObjectNode of(Shape event) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    for (Component component : event.components()) {
      fields.set(component.name(), value(component.shape(), component.name()));
    }
    return fields;
  }

  private static JsonNode value(Shape shape, String name) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (shape.kind()) {
      case TEXT -> json.stringNode(name);
      case WHOLE_NUMBER -> json.numberNode(1);
      case DECIMAL -> json.numberNode(1.5);
      case BOOLEAN -> json.booleanNode(true);
      case TIME -> json.stringNode("2026-01-01T00:00:00.000Z");
      case DATE -> json.stringNode("2026-01-01");
      case ENUM -> json.stringNode(shape.constants().getFirst());
      case RECORD -> of(shape);
      case ONE_OF -> oneOf(shape);
      case LIST -> json.arrayNode().add(entry(shape, name));
      case MAP -> json.objectNode().set(name, entry(shape, name));
    };
  }

  private static JsonNode entry(Shape shape, String name) {
    return value(Objects.requireNonNull(shape.entry(), "a list or map"), name);
  }

  private static ObjectNode oneOf(Shape shape) {
    Map.Entry<String, Shape> first = shape.members().entrySet().iterator().next();
    return Json.MAPPER.createObjectNode().put("type", first.getKey()).setAll(of(first.getValue()));
  }

  /**
   * The stored form of an event's fields.
   *
   * @throws IllegalArgumentException if one is null: a field without a value is absent
   */
  static Map<String, Object> payload(ObjectNode sample) {
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
