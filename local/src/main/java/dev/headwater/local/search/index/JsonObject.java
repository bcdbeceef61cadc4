package dev.headwater.local.search.index;

import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object of a request. Readers declare the members that they support; any other member is
 * refused by name, so that nothing is silently ignored.
 *
 * @param place the object's name in error messages, for example {@code term query}
 */
public record JsonObject(String place, ObjectNode node) {
  private static final int MAX_DEPTH = 64;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads a body; an empty body is an empty object. */
  public static JsonObject parseBody(String place, BytesRef json) {
    return json.length == 0
        ? new JsonObject(place, JsonNodeFactory.instance.objectNode())
        : parse(place, json);
  }

  public static JsonObject parse(String place, BytesRef json) {
    try {
      return of(place, JSON.readTree(json.bytes, json.offset, json.length));
    } catch (JacksonException notJson) {
      throw SearchException.malformed(
          "["
              + place
              + "] is not JSON, has a duplicate name, or is nested more than "
              + MAX_DEPTH
              + " levels");
    }
  }

  public static JsonObject of(String place, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return new JsonObject(place, object);
    }
    throw SearchException.malformed("[" + place + "] must be an object");
  }

  /** Refuses members other than these. */
  public JsonObject allowing(String... names) {
    Set<String> known = Set.of(names);
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw SearchException.unsupported("[" + name + "] in [" + place + "]");
      }
    }
    return this;
  }

  /** The member of an object that must have exactly one. */
  public Entry<String, JsonNode> onlyMember() {
    if (node.size() != 1) {
      throw SearchException.malformed("[" + place + "] must have exactly one member");
    }
    return node.properties().iterator().next();
  }

  public boolean has(String name) {
    return node.has(name);
  }

  public JsonNode get(String name) {
    return node.path(name);
  }

  /** A member that must be an object; an empty object if absent. */
  public JsonObject object(String name) {
    return has(name)
        ? of(place + "." + name, get(name))
        : new JsonObject(place + "." + name, JsonNodeFactory.instance.objectNode());
  }

  /** A member that may be a single value or an array; empty if absent. */
  public List<JsonNode> list(String name) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return List.of();
    }
    return value.isArray() ? List.copyOf(value.values()) : List.of(value);
  }

  public @Nullable String text(String name) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isString()) {
      throw SearchException.malformed("[" + name + "] in [" + place + "] must be text");
    }
    return value.stringValue();
  }

  public String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw SearchException.malformed("[" + place + "] needs [" + name + "]");
    }
    return text;
  }

  public boolean flag(String name, boolean defaultValue) {
    JsonNode value = get(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw SearchException.malformed("[" + name + "] in [" + place + "] must be true or false");
    }
    return value.asBoolean(defaultValue);
  }

  /** A member that must be a whole number from 0 to {@code max}. */
  public int integer(String name, int defaultValue, int max) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return defaultValue;
    }
    if (!value.canConvertToInt()
        || !value.isIntegralNumber()
        || value.intValue() < 0
        || value.intValue() > max) {
      throw SearchException.illegal(
          "[" + name + "] in [" + place + "] must be a whole number from 0 to " + max);
    }
    return value.intValue();
  }
}
