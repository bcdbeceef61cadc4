package dev.headwater.customers.http;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as this service reads and writes it: no duplicate keys, nothing behind the value. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Json() {}

  /**
   * The value in a text; one that is not JSON is a malformed request.
   *
   * @param what is named in the answer, such as {@code The body}
   */
  static JsonNode read(String text, String what) {
    if (text.startsWith(BYTE_ORDER_MARK)) {
      throw ProblemException.malformed(
          what + " begins with a byte order mark (U+FEFF): send it without one.");
    }
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new ProblemException(malformed(what, e));
    }
  }

  /** The object in a body; anything else is a malformed request. */
  static ObjectNode readObject(String text) {
    if (read(text, "The body") instanceof ObjectNode object) {
      return object;
    }
    throw ProblemException.malformed("The body must be a JSON object.");
  }

  /** Tells where the text stops being JSON, and nothing of what stands there. */
  private static Problem malformed(String what, JacksonException cause) {
    TokenStreamLocation place = cause.getLocation();
    return Problem.of(
        ProblemType.MALFORMED_REQUEST,
        what
            + " is no valid JSON"
            + (place == null
                ? "."
                : ", see line " + place.getLineNr() + ", column " + place.getColumnNr() + "."));
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An object with these values: strings, booleans, numbers, lists and maps of such. */
  static ObjectNode object(Map<String, ?> values) {
    return MAPPER.valueToTree(values);
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}
