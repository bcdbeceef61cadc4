package dev.headwater.dynamodb.internal;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes DynamoDB JSON, which names the type of each value: {@code {"S":"text"}}. */
public final class DynamoDbJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DynamoDbJson() {}

  /**
   * Reads an item.
   *
   * @throws IllegalArgumentException if it is not an item; the message quotes no content
   */
  public static Map<String, AttributeValue> item(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("a map of attributes is missing");
    }
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    json.properties().forEach(e -> item.put(e.getKey(), value(e.getValue())));
    return item;
  }

  /**
   * Writes an item. Numbers keep all their digits.
   *
   * @throws IllegalArgumentException if an attribute is of a type that this version does not know
   */
  public static ObjectNode json(Map<String, AttributeValue> item) {
    ObjectNode json = JSON.objectNode();
    item.forEach((name, value) -> json.set(name, json(value)));
    return json;
  }

  private static ObjectNode json(AttributeValue value) {
    ObjectNode typed = JSON.objectNode();
    switch (value.type()) {
      case S -> typed.put("S", value.s());
      case N -> typed.put("N", value.n());
      case B -> typed.put("B", base64(value.b()));
      case BOOL -> typed.put("BOOL", value.bool());
      case NUL -> typed.put("NULL", true);
      case M -> typed.set("M", json(new TreeMap<>(value.m())));
      case L -> typed.set("L", array(value.l(), DynamoDbJson::json));
      case SS -> typed.set("SS", array(value.ss(), JSON::stringNode));
      case NS -> typed.set("NS", array(value.ns(), JSON::stringNode));
      case BS -> typed.set("BS", array(value.bs(), bytes -> JSON.stringNode(base64(bytes))));
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("an attribute is of an unknown type");
    }
    return typed;
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
  }

  private static <T> ArrayNode array(List<T> elements, Function<T, JsonNode> element) {
    ArrayNode array = JSON.arrayNode();
    elements.forEach(each -> array.add(element.apply(each)));
    return array;
  }

  private static AttributeValue value(JsonNode json) {
    if (!json.isObject() || json.size() != 1) {
      throw new IllegalArgumentException("an attribute is not a type with a value");
    }
    Map.Entry<String, JsonNode> typed = json.properties().iterator().next();
    JsonNode value = typed.getValue();
    return switch (typed.getKey()) {
      case "S" -> AttributeValue.fromS(text(value));
      case "N" -> AttributeValue.fromN(text(value));
      case "B" -> AttributeValue.fromB(bytes(value));
      case "BOOL" -> AttributeValue.fromBool(flag(value));
      case "NULL" -> AttributeValue.fromNul(true);
      case "M" -> AttributeValue.fromM(item(value));
      case "L" -> AttributeValue.fromL(elements(value, DynamoDbJson::value));
      case "SS" -> AttributeValue.fromSs(elements(value, DynamoDbJson::text));
      case "NS" -> AttributeValue.fromNs(elements(value, DynamoDbJson::text));
      case "BS" -> AttributeValue.fromBs(elements(value, DynamoDbJson::bytes));
      default -> throw new IllegalArgumentException("an attribute is of an unknown type");
    };
  }

  private static String text(JsonNode value) {
    if (!value.isString()) {
      throw new IllegalArgumentException("an attribute's value is not a string");
    }
    return value.stringValue();
  }

  private static boolean flag(JsonNode value) {
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("an attribute's value is not a boolean");
    }
    return value.booleanValue();
  }

  private static SdkBytes bytes(JsonNode value) {
    String text = text(value);
    try {
      return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException quotingIt) {
      throw new IllegalArgumentException("an attribute's value is not Base64");
    }
  }

  private static <T> List<T> elements(JsonNode array, Function<JsonNode, T> element) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("an attribute's value is not a list");
    }
    List<T> elements = new ArrayList<>(array.size());
    array.forEach(json -> elements.add(element.apply(json)));
    return elements;
  }
}
