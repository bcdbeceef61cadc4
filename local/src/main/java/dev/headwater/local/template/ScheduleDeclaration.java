package dev.headwater.local.template;

import dev.headwater.local.template.RuleDeclaration.Target;
import java.util.List;

/** A rule of the default event bus that fires by the clock. */
public record ScheduleDeclaration(
    String ruleName, ScheduleExpression expression, List<Target> targets) {
  public ScheduleDeclaration {
    targets = List.copyOf(targets);
  }
}
