package dev.headwater.local.ground;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** Captures all that this JVM logs, through SLF4J and java.util.logging, with stack traces. */
public final class WholeLog extends Handler implements AutoCloseable {
  private final java.util.logging.Logger javaRoot = java.util.logging.Logger.getLogger("");
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final StringWriter javaLines = new StringWriter();

  public WholeLog() {
    appender.start();
    root.addAppender(appender);
    javaRoot.addHandler(this);
  }

  @Override
  public synchronized void publish(LogRecord line) {
    try (var text = new PrintWriter(javaLines)) {
      text.println(line.getLoggerName() + " " + line.getMessage());
      if (line.getThrown() != null) {
        line.getThrown().printStackTrace(text);
      }
    }
  }

  public synchronized String text() {
    StringBuilder text = new StringBuilder(javaLines.toString());
    for (ILoggingEvent event : List.copyOf(appender.list)) {
      text.append(event.getLoggerName())
          .append(' ')
          .append(event.getFormattedMessage())
          .append(ThrowableProxyUtil.asString(event.getThrowableProxy()))
          .append('\n');
    }
    return text.toString();
  }

  @Override
  public void flush() {
    // publish() does not buffer
  }

  @Override
  public void close() {
    javaRoot.removeHandler(this);
    root.detachAppender(appender);
  }
}
