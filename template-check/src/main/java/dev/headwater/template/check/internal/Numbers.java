package dev.headwater.template.check.internal;

import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.TemplateNode;

/** Numbers in a template. */
public final class Numbers {
  private Numbers() {}

  /** A whole number, parameters by their defaults; another value if there is none. */
  public static int of(Template template, TemplateNode node, int otherwise) {
    String text = template.resolved(node.text());
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }
}
