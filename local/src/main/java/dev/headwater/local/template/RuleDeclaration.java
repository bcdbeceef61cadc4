package dev.headwater.local.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of an event bus that matches events.
 *
 * @param patternJson the event pattern, as JSON
 */
public record RuleDeclaration(
    String logicalId,
    String name,
    String busName,
    String patternJson,
    boolean enabled,
    List<Target> targets) {
  public RuleDeclaration {
    targets = List.copyOf(targets);
  }

  /**
   * What receives the events of a rule.
   *
   * @param arn of a queue or a function
   * @param input JSON that it receives instead of the event
   * @param deadLetterQueueArn receives events that cannot be delivered
   */
  public record Target(
      String id, String arn, @Nullable String input, @Nullable String deadLetterQueueArn) {}
}
