package dev.headwater.benchmarks.harness;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error for a long task. */
public final class Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private Progress() {}

  public static ProgressBar of(String task, long steps) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis((int) INTERVAL.toMillis())
        .build();
  }
}
