package dev.headwater.service.http;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON. Refuses duplicate keys, and anything after the value. Decimal numbers stay
 * exact, and are written without exponents.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Json() {}

  /**
   * Reads a value.
   *
   * @param what names the text in the answer, such as {@code The body}
   * @throws ProblemException if the text is not JSON
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

  /**
   * Reads the object in a body.
   *
   * @throws ProblemException if the body is anything else
   */
  static ObjectNode readObject(String text) {
    if (read(text, "The body") instanceof ObjectNode object) {
      return object;
    }
    throw ProblemException.malformed("The body must be a JSON object.");
  }

  /** Says where the text stops being JSON, but quotes none of it. */
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

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An object with these values: strings, booleans, numbers, and lists and maps of these. */
  public static ObjectNode object(Map<String, ?> values) {
    return MAPPER.valueToTree(values);
  }

  static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}
