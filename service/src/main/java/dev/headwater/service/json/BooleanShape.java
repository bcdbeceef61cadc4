package dev.headwater.service.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** True or false. */
final class BooleanShape extends Shape {
  BooleanShape(Class<?> type) {
    super(type, Kind.BOOLEAN);
  }

  @Override
  Object store(Object value) {
    return value;
  }

  @Override
  @Nullable Object load(Object stored) {
    return stored instanceof Boolean ? stored : null;
  }

  @Override
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    Boolean value = binding.truth(node);
    return value == null ? binding.wrong(path, "must be true or false") : value;
  }

  @Override
  JsonNode json(Object value) {
    return JsonNodeFactory.instance.booleanNode((Boolean) value);
  }

  @Override
  String noun() {
    return "true or false";
  }

  @Override
  public String describe() {
    return "true or false";
  }
}
