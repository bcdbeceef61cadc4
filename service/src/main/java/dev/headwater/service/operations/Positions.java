package dev.headwater.service.operations;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where runs go on, as JSON that only this version of the library has to understand. */
final class Positions {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Positions() {}

  static ObjectNode write(ObjectNode into, String name, Object position) {
    into.set(name, JSON.valueToTree(position));
    return into;
  }

  static <T> T read(ObjectNode from, String name, Class<T> type) {
    try {
      return JSON.treeToValue(from.path(name), type);
    } catch (JacksonException | IllegalArgumentException e) {
      throw unknown();
    }
  }

  static OperationException unknown() {
    return OperationException.invalid(
        "The position to go on from is of another version: begin again");
  }
}
