package dev.headwater.local.mappings;

import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts attribute values to DynamoDB's JSON, such as {@code {"S": "text"}}; binaries in base64.
 */
final class AttributeValueJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AttributeValueJson() {}

  static ObjectNode of(Map<String, AttributeValue> attributes) {
    ObjectNode json = NODES.objectNode();
    attributes.forEach((name, value) -> json.set(name, of(value)));
    return json;
  }

  private static ObjectNode of(AttributeValue value) {
    ObjectNode json = NODES.objectNode();
    return switch (value.type()) {
      case S -> json.put("S", value.s());
      case N -> json.put("N", value.n());
      case B -> json.put("B", value.b().asByteArray());
      case BOOL -> json.put("BOOL", value.bool());
      case NUL -> json.put("NULL", true);
      case SS -> json.set("SS", array(value.ss(), ArrayNode::add));
      case NS -> json.set("NS", array(value.ns(), ArrayNode::add));
      case BS -> json.set("BS", array(value.bs(), (set, bytes) -> set.add(bytes.asByteArray())));
      case L -> json.set("L", array(value.l(), (list, item) -> list.add(of(item))));
      case M -> json.set("M", of(value.m()));
      // DynamoDB Local's streams carry an empty map without a type
      case UNKNOWN_TO_SDK_VERSION -> json.set("M", NODES.objectNode());
    };
  }

  private static <T> ArrayNode array(Iterable<T> values, BiConsumer<ArrayNode, T> add) {
    ArrayNode json = NODES.arrayNode();
    values.forEach(value -> add.accept(json, value));
    return json;
  }
}
