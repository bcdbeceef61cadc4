package dev.headwater.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/** The events of a run, in order. */
final class Story {
  private final List<String> lines = new ArrayList<>();
  private final Scheduler scheduler;
  private final boolean recorded;

  /**
   * @param recorded whether to record the events, which takes time
   */
  Story(Scheduler scheduler, boolean recorded) {
    this.scheduler = scheduler;
    this.recorded = recorded;
  }

  /**
   * @param pattern with a {@code {}} for each argument
   */
  void line(String pattern, @Nullable Object... arguments) {
    if (recorded) {
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
