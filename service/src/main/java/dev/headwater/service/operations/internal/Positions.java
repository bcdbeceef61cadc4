package dev.headwater.service.operations.internal;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where runs go on, as JSON that only the deployment that wrote it understands. */
public final class Positions {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Positions() {}

  public static ObjectNode write(ObjectNode into, String name, Object position) {
    into.set(name, JSON.valueToTree(position));
    return into;
  }

  public static <T> T read(ObjectNode from, String name, Class<T> type) {
    try {
      return JSON.treeToValue(from.path(name), type);
    } catch (JacksonException | IllegalArgumentException e) {
      throw unknown();
    }
  }

  public static OperationException unknown() {
    return OperationException.invalid(
        "The position to go on from is of another deployment: begin again");
  }
}
