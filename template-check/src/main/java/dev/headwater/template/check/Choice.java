package dev.headwater.template.check;

import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@code !If} between two texts, such as a stack's own table and another one that a parameter
 * names.
 *
 * @param first as {@link TemplateNode#text} has it, as is the second
 */
record Choice(String condition, String first, String second) {
  /** {@code null} of anything else. */
  static @Nullable Choice of(TemplateNode node) {
    List<TemplateNode> items = node.items();
    if (!node.function().equals("If") || items.size() != 3) {
      return null;
    }
    Choice choice = new Choice(items.get(0).value(), items.get(1).text(), items.get(2).text());
    return choice.first.isEmpty() || choice.second.isEmpty() ? null : choice;
  }

  /** The same with other texts. */
  Choice between(String otherFirst, String otherSecond) {
    return new Choice(condition, otherFirst, otherSecond);
  }

  String yaml() {
    return "!If [" + condition + ", " + YamlText.value(first) + ", " + YamlText.value(second) + ']';
  }
}
