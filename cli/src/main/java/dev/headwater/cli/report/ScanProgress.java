package dev.headwater.cli.report;

import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, if that is a terminal. */
public final class ScanProgress implements AutoCloseable {
  private static final String ERASE_LINE = "\r\u001b[2K";
  private static final int UPDATE_MILLIS = 250;
  private final @Nullable ProgressBar bar;

  private ScanProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Shows a bar from now on.
   *
   * @param task a word for what is done
   */
  public static ScanProgress start(String task) {
    return new ScanProgress(
        hasTerminal()
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(-1)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setUnit(" items", 1)
                .setConsumer(new ConsoleProgressBarConsumer(System.err)) // leaves lines above
                .build()
            : null);
  }

  /** Whether a person reads along. */
  @SuppressWarnings("SystemConsoleNull") // true of JDK 22 to 24 only
  public static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /**
   * Moves the bar.
   *
   * @param expected approximate: DynamoDB counts a table's items every six hours
   */
  public void moveTo(long items, long expected) {
    if (bar != null) {
      bar.maxHint(expected == 0 ? -1 : Math.max(items, expected));
      bar.stepTo(items);
    }
  }

  /** Makes room for a line of output. */
  public void clearLine() {
    if (bar != null) {
      System.err.print(ERASE_LINE);
      System.err.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
