package dev.headwater.e2e;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The messages that a service dropped on purpose, from its log.
 *
 * @param dropped each as {@code ID@VERSION for QUEUE}
 */
record DroppedMessages(Set<String> dropped) {
  private static final Pattern DROPPED =
      Pattern.compile("chaos: dropped event (\\S+ for \\S+), drop");

  static DroppedMessages of(RunningService service) {
    return new DroppedMessages(
        service.output().stream()
            .map(DROPPED::matcher)
            .filter(Matcher::find)
            .map(drop -> drop.group(1))
            .collect(Collectors.toSet()));
  }

  /** Whether a message with this event was lost on its way to a queue, by its logical id. */
  boolean contain(String id, long version, String queue) {
    return dropped.contains(id + "@" + version + " for headwater-" + queue);
  }

  long countOf(String queue) {
    return dropped.stream().filter(each -> each.endsWith(" for headwater-" + queue)).count();
  }
}
