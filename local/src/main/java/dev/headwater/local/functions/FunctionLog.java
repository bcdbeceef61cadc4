package dev.headwater.local.functions;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A function's log. Lines that hold metrics go to DEBUG, all others to INFO. */
final class FunctionLog implements LambdaLogger {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionLog.class);

  private final String functionName;
  private final Predicate<String> metrics;
  private final Logger lines;

  /**
   * @param metrics receives a line, and returns whether it held metrics
   */
  FunctionLog(String functionName, Predicate<String> metrics) {
    this.functionName = functionName;
    this.metrics = metrics;
    this.lines = LoggerFactory.getLogger("lambda." + functionName);
  }

  @Override
  public void log(String message) {
    String line = message.stripTrailing();
    if (metrics.test(line)) {
      LOG.debug("{} {}", functionName, line);
    } else {
      lines.info("{}", line);
    }
  }

  @Override
  public void log(byte[] message) {
    log(new String(message, StandardCharsets.UTF_8));
  }
}
