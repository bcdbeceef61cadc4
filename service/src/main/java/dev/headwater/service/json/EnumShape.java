package dev.headwater.service.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A constant of an enum, by its name. */
final class EnumShape extends Shape {
  private final Map<String, Object> constants = new LinkedHashMap<>();

  EnumShape(Class<?> type) {
    super(type, Kind.ENUM);
    for (Object constant : type.getEnumConstants()) {
      constants.put(name(constant), constant);
    }
  }

  private static String name(Object constant) {
    return ((Enum<?>) constant).name();
  }

  @Override
  public List<String> constants() {
    return List.copyOf(constants.keySet());
  }

  @Override
  Object store(Object value) {
    return name(value);
  }

  @Override
  @Nullable Object load(Object stored) {
    return constants.get(stored);
  }

  @Override
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    String text = binding.text(node, path);
    if (text == null) {
      return null;
    }
    Object constant = constants.get(text);
    return constant == null ? binding.wrong(path, "must be " + noun()) : constant;
  }

  @Override
  JsonNode json(Object value) {
    return JsonNodeFactory.instance.stringNode(name(value));
  }

  @Override
  String noun() {
    return "one of " + String.join(", ", constants.keySet());
  }

  @Override
  public String describe() {
    return "(" + String.join(" | ", constants.keySet()) + ")";
  }
}
