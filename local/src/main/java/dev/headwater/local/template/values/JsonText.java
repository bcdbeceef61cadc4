package dev.headwater.local.template.values;

import dev.headwater.local.template.values.Value.Call;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes template values as JSON, resolving every intrinsic function. */
public final class JsonText {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Resolver resolver;

  private JsonText(Resolver resolver) {
    this.resolver = resolver;
  }

  public static String of(Value value, Resolver resolver) {
    return new JsonText(resolver).node(value).toString();
  }

  /** Whether a text is JSON, of any kind. */
  public static boolean isJson(String text) {
    return !read(text).isMissingNode();
  }

  /** Whether a text is a JSON object. */
  public static boolean isObject(String text) {
    return read(text).isObject();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException notJson) {
      return NODES.missingNode();
    }
  }

  private JsonNode node(Value value) {
    Value resolved = resolver.resolve(value);
    return switch (resolved) {
      case null -> NODES.nullNode();
      case Scalar scalar -> scalar(scalar);
      case Sequence sequence -> array(sequence);
      case Mapping mapping -> object(mapping);
      case Call call -> throw new TemplateException(call.line(), "this value is unresolved");
    };
  }

  private JsonNode scalar(Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> NODES.stringNode(scalar.text());
      case NULL -> NODES.nullNode();
      case BOOLEAN -> NODES.booleanNode(scalar.text().equalsIgnoreCase("true"));
      case NUMBER -> number(scalar);
    };
  }

  private static JsonNode number(Scalar scalar) {
    try {
      return JSON.readTree(scalar.text());
    } catch (JacksonException notJson) {
      throw new TemplateException(scalar.line(), "\"" + scalar.text() + "\" is not a JSON number");
    }
  }

  private ArrayNode array(Sequence sequence) {
    ArrayNode array = NODES.arrayNode();
    resolver.items(sequence, "JSON").forEach(item -> array.add(node(item)));
    return array;
  }

  private ObjectNode object(Mapping mapping) {
    ObjectNode object = NODES.objectNode();
    mapping.forEach(
        (name, entry) -> {
          if (resolver.resolve(entry.value()) != null) {
            object.set(name, node(entry.value()));
          }
        });
    return object;
  }
}
