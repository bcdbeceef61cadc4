package dev.headwater.service.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The content of a command as a list of texts. */
final class StampContent {
  private StampContent() {}

  /**
   * The number of required components is the same for all commands of a type, and each optional one
   * comes with its name, so that one list of texts never stands for two commands.
   */
  static List<String> of(RecordShape shape, Object command, Set<String> leftOut) {
    List<String> content = new ArrayList<>();
    List<String> optional = new ArrayList<>();
    for (Component component : shape.components()) {
      if (!leftOut.contains(component.name())) {
        Object value = component.getChecked(command);
        if (!component.isOptional() && value != null) {
          content.add(text(component.shape().json(value)));
        } else if (value != null) {
          optional.add(component.name());
          optional.add(text(component.shape().json(value)));
        }
      }
    }
    content.addAll(optional);
    return content;
  }

  /** A scalar's own text; anything else as JSON, in which components and keys have one order. */
  private static String text(JsonNode json) {
    return json.isValueNode() ? json.asString() : json.toString();
  }
}
