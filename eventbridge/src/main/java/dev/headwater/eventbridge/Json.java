package dev.headwater.eventbridge;

import dev.headwater.event.EncodedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON without losing digits, and writes it in characters that every transport accepts. An
 * exception names the field that is missing or of the wrong type, never its value.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  static String write(Map<String, ?> object) {
    return JsonEscapes.of(MAPPER.writeValueAsString(object));
  }

  /**
   * @throws IllegalArgumentException if this is not JSON; the message does not quote it
   */
  static JsonNode read(byte[] text, String what) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException quotingIt) {
      throw new IllegalArgumentException(what + " is not JSON");
    }
  }

  static JsonNode object(JsonNode parent, String name) {
    return checked(parent.path(name).isObject(), parent.path(name), name, "an object");
  }

  static JsonNode array(JsonNode parent, String name) {
    return checked(parent.path(name).isArray(), parent.path(name), name, "an array");
  }

  static String string(JsonNode parent, String name) {
    return checked(parent.path(name).isString(), parent.path(name), name, "a string").stringValue();
  }

  static long integer(JsonNode parent, String name) {
    JsonNode value = parent.path(name);
    boolean isLong = value.isIntegralNumber() && value.canConvertToLong();
    return checked(isLong, value, name, "an integer").longValue();
  }

  static int smallInteger(JsonNode parent, String name) {
    JsonNode value = parent.path(name);
    boolean isInt = value.isIntegralNumber() && value.canConvertToInt();
    return checked(isInt, value, name, "an integer").intValue();
  }

  private static JsonNode checked(boolean asWanted, JsonNode value, String name, String wanted) {
    if (!asWanted) {
      throw new IllegalArgumentException("'" + name + "' is not " + wanted);
    }
    return value;
  }

  /** Converts an object to the payload of an event. */
  static Map<String, Object> plain(JsonNode object) {
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(object.size());
    object.properties().forEach(e -> values.put(e.getKey(), plainValue(e.getValue())));
    return values;
  }

  private static Object plainValue(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> value.stringValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> EncodedEvent.number(value.decimalValue());
      case OBJECT -> plain(value);
      case ARRAY -> plainList(value);
      case NULL, MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("A value in 'payload' is " + value.getNodeType());
    };
  }

  private static List<Object> plainList(JsonNode array) {
    List<Object> values = new ArrayList<>(array.size());
    array.forEach(element -> values.add(plainValue(element)));
    return values;
  }
}
