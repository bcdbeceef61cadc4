package dev.headwater.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/** What happened in a run, in the order in which it did. */
final class Story {
  private final List<String> lines = new ArrayList<>();
  private final Scheduler scheduler;
  private final boolean told;

  /**
   * @param told whether anybody will read it; writing it takes time
   */
  Story(Scheduler scheduler, boolean told) {
    this.scheduler = scheduler;
    this.told = told;
  }

  /**
   * @param pattern with a {@code {}} for each argument
   */
  void line(String pattern, @Nullable Object... arguments) {
    if (told) {
      lines.add(
          scheduler.nowMillis()
              + " ms: "
              + MessageFormatter.arrayFormat(pattern, arguments).getMessage());
    }
  }

  List<String> lines() {
    return lines;
  }
}
