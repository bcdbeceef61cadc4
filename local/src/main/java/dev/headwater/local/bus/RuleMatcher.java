package dev.headwater.local.bus;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.template.RuleDeclaration;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.GenericMachine;

/** Finds the rules of one bus that match an event, using EventBridge's own open-source matcher. */
final class RuleMatcher {
  private final GenericMachine<RuleDeclaration> machine =
      GenericMachine.<RuleDeclaration>builder().build();

  void add(RuleDeclaration rule) {
    if (!rule.enabled()) {
      return;
    }
    try {
      machine.addRule(rule, rule.patternJson());
    } catch (IOException | IllegalArgumentException e) {
      throw new LocalCloudException(
          "The event pattern of rule " + rule.logicalId() + " is invalid: " + firstLine(e) + ".",
          e);
    }
  }

  List<RuleDeclaration> match(String event) {
    try {
      return machine.rulesForJSONEvent(event);
    } catch (Exception e) {
      throw new IllegalStateException("Cannot match an accepted event", RedactedException.of(e));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
