package dev.headwater.cli.report;

import dev.headwater.host.RedactedException;
import java.io.Console;
import java.io.IOException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A progress bar on standard error, if that is a terminal. */
public final class ScanProgress implements AutoCloseable {
  private static final String ERASE_LINE = "\r\u001b[2K";
  private static final int UPDATE_MILLIS = 250;
  private static final int DEFAULT_WIDTH = 80;
  private static final Logger LOG = LoggerFactory.getLogger(ScanProgress.class);
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
                .setConsumer(consumer())
                .build()
            : null);
  }

  /**
   * Leaves lines above. The library is given the width, since it would find that out by a terminal
   * that resets SIGINT: Ctrl-C would then run no shutdown hook.
   */
  private static ConsoleProgressBarConsumer consumer() {
    int width = DEFAULT_WIDTH;
    try (Terminal terminal = TerminalBuilder.builder().dumb(true).nativeSignals(false).build()) {
      width = terminal.getWidth() > 0 ? terminal.getWidth() : DEFAULT_WIDTH;
    } catch (IOException e) {
      LOG.debug("The width of the terminal is unknown: {}", RedactedException.of(e).getMessage());
    }
    return new ConsoleProgressBarConsumer(System.err, Math.max(width, 2) - 1);
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
