package dev.headwater.service.testkit;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON with exact numbers. */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final Pattern PATH =
      Pattern.compile("[^.\\[\\]]+(\\.[^.\\[\\]]+|\\[[0-9]{1,4}])*");
  private static final Pattern STEP = Pattern.compile("\\[([0-9]+)]|[^.\\[\\]]+");

  private Json() {}

  /**
   * @param what begins the sentence if it is not an object
   */
  static ObjectNode object(String text, String what) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(what + " must be a JSON object, and is no JSON", e);
    }
    throw new IllegalArgumentException(what + " must be a JSON object, and is other JSON");
  }

  /**
   * What is at a path; missing if there is nothing.
   *
   * @param path such as {@code items[0].lines[1].sku}
   */
  static JsonNode at(JsonNode root, String path) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException("A field is named like items[0].status, and not " + path);
    }
    JsonNode node = root;
    for (MatchResult step : STEP.matcher(path).results().toList()) {
      String index = step.group(1);
      node = index == null ? node.path(step.group()) : node.path(Integer.parseInt(index));
    }
    return node;
  }
}
