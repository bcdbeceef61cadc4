package dev.headwater.cli;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.headwater.local.ground.RedactedException;
import org.jspecify.annotations.Nullable;

/**
 * Prints exceptions in the log, whichever library logged them. The message of a foreign exception
 * may quote a request, so it is replaced by the description of {@link RedactedException}.
 */
public final class RedactedTrace extends ThrowableHandlingConverter {
  private static final String OURS = "dev.headwater.";
  private static final int MAX_CAUSES = 10;

  @Override
  public String convert(ILoggingEvent event) {
    var text = new StringBuilder();
    @Nullable IThrowableProxy thrown = event.getThrowableProxy();
    for (int depth = 0; thrown != null && depth < MAX_CAUSES; depth++) {
      append(text, depth == 0 ? "" : "Caused by: ", thrown);
      thrown = thrown.getCause();
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String prefix, IThrowableProxy thrown) {
    text.append(prefix).append(describe(thrown)).append(System.lineSeparator());
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    for (int frame = 0; frame < frames.length - thrown.getCommonFrames(); frame++) {
      text.append('\t').append(frames[frame].getSTEAsString()).append(System.lineSeparator());
    }
  }

  /** Our own exceptions in full; others as they may be logged anywhere. */
  private static String describe(IThrowableProxy thrown) {
    if (thrown.getClassName().startsWith(OURS)) {
      return thrown.getClassName() + ": " + thrown.getMessage();
    }
    return thrown instanceof ThrowableProxy proxy
        ? RedactedException.describe(proxy.getThrowable())
        : thrown.getClassName();
  }
}
