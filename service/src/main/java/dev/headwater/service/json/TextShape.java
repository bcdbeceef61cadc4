package dev.headwater.service.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Any text. */
final class TextShape extends Shape {
  TextShape() {
    super(String.class, Kind.TEXT);
  }

  @Override
  Object store(Object value) {
    return value;
  }

  @Override
  @Nullable Object load(Object stored) {
    return stored instanceof String ? stored : null;
  }

  @Override
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    return binding.text(node, path);
  }

  @Override
  List<Object> probes() {
    return List.of("", "\0", "?");
  }

  @Override
  JsonNode json(Object value) {
    return JsonNodeFactory.instance.stringNode((String) value);
  }

  @Override
  String noun() {
    return "text";
  }

  @Override
  public String describe() {
    return "text";
  }
}
