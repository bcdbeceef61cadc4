package dev.headwater.customers.api;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that this service logs while it is open, stack traces included. */
final class CapturedLog extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("dev.headwater");
  private final StringBuilder text = new StringBuilder();

  CapturedLog() {
    setFormatter(new SimpleFormatter());
    LOGGER.addHandler(this);
  }

  synchronized String text() {
    return text.toString();
  }

  @Override
  public synchronized void publish(LogRecord record) {
    text.append(getFormatter().format(record));
  }

  @Override
  public void flush() {
    // nothing is held back
  }

  @Override
  public void close() {
    LOGGER.removeHandler(this);
  }
}
