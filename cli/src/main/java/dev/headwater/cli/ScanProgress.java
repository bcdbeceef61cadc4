package dev.headwater.cli;

import java.io.Console;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, if that is a terminal. */
final class ScanProgress implements LongConsumer, AutoCloseable {
  private static final String ERASE_LINE = "\r\u001b[2K";
  private static final int UPDATE_MILLIS = 250;
  private final @Nullable ProgressBar bar;

  private ScanProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** The end of the bar is approximate: DynamoDB counts a table's items every six hours. */
  static ScanProgress of(LongSupplier approximateSize) {
    if (!hasTerminal()) {
      return new ScanProgress(null);
    }
    long items = approximateSize.getAsLong();
    return new ScanProgress(
        new ProgressBarBuilder()
            .setTaskName("scan")
            .setInitialMax(items == 0 ? -1 : items)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setUnit(" items", 1)
            .setConsumer(new ConsoleProgressBarConsumer(System.err)) // leaves lines above
            .build());
  }

  @SuppressWarnings("SystemConsoleNull") // true of JDK 22 to 24 only
  private static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void accept(long items) {
    if (bar != null) {
      bar.stepBy(items);
    }
  }

  /** Makes room for a line of output. */
  void clearLine() {
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
