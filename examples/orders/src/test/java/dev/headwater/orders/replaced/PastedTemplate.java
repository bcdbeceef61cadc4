package dev.headwater.orders.replaced;

import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.Settings;
import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.template.check.CheckReport;
import dev.headwater.template.check.Difference;
import dev.headwater.template.check.TemplateCheck;
import dev.headwater.template.check.yaml.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Does to a template what its check says, until it fits. */
final class PastedTemplate {
  private static final int MOST_CHECKS = 10;

  private PastedTemplate() {}

  static String of(String template, ServiceDefinition definition) {
    String text = template;
    for (int check = 0; check < MOST_CHECKS; check++) {
      CheckReport report = check(text, definition);
      if (report.fits()) {
        return text;
      }
      text = pasted(text, report.differences());
    }
    throw new AssertionError(check(text, definition).text("template.yaml") + text);
  }

  private static CheckReport check(String text, ServiceDefinition definition) {
    Template template = Template.parse(text, "template.yaml");
    Settings settings = new Settings(TemplateCheck.settings(template));
    return TemplateCheck.run(
        template,
        ServiceFacts.of(definition.describe(), settings),
        definition.getClass().getName());
  }

  /** From the last line to the first, so that the lines before keep their numbers. */
  private static String pasted(String text, List<Difference> differences) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    differences.stream()
        .sorted(Comparator.comparingInt(Difference::line).reversed())
        .forEach(difference -> paste(difference, lines));
    return String.join("\n", lines) + '\n';
  }

  private static void paste(Difference difference, List<String> lines) {
    switch (difference.remedy()) {
      case ADD -> lines.addAll(difference.line(), difference.yaml().lines().toList());
      case CHANGE -> {
        lines.remove(difference.line() - 1);
        lines.addAll(difference.line() - 1, difference.yaml().lines().toList());
      }
      case REMOVE -> throw new AssertionError(difference.sentence());
    }
  }
}
