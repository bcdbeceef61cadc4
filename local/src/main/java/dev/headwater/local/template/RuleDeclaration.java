package dev.headwater.local.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of an event bus.
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

  /** A queue that receives the whole event, and a queue for events that cannot be delivered. */
  public record Target(String id, String queueArn, @Nullable String deadLetterQueueArn) {}
}
