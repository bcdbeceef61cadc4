package dev.headwater.service.functions.internal;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes the log of a function on Lambda: one line for each record, with the names of the function
 * and of the request that was running. So a search for a request id finds both Lambda's lines about
 * it and ours. Stack traces are left out, since messages of foreign exceptions may contain personal
 * data.
 *
 * <p>This is for {@code java.util.logging}, which an SLF4J backend such as {@code slf4j-jdk14} logs
 * to. Another backend has a configuration of its own.
 */
public final class InvocationLog extends Formatter {
  /** Set where the runtime of Lambda runs a function, and not where several share a JVM. */
  private static final String RUNTIME = "AWS_LAMBDA_RUNTIME_API";

  private final String function;

  /** An instance runs one call at a time; its threads end with the call. */
  private volatile String requestId = "-";

  InvocationLog(String function) {
    this.function = function;
  }

  /** The log of the only function of this JVM; another JVM's loggers stay as they are. */
  public static InvocationLog ofFunction() {
    String name = System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    var log = new InvocationLog(name == null ? "-" : name);
    if (System.getenv(RUNTIME) != null) {
      for (Handler handler : Logger.getLogger("").getHandlers()) {
        handler.setFormatter(log);
      }
    }
    return log;
  }

  /** What is logged from now on belongs to this call. */
  public void begin(Context context) {
    String id = context.getAwsRequestId();
    requestId = id == null ? "-" : id;
  }

  @Override
  public String format(LogRecord logged) {
    Throwable thrown = logged.getThrown();
    return "%s %s RequestId: %s %s: %s%s%n"
        .formatted(
            logged.getLevel().getName(),
            function,
            requestId,
            logged.getLoggerName(),
            String.valueOf(formatMessage(logged)).replaceAll("\\R", " "),
            thrown == null ? "" : " (" + thrown.getClass().getName() + ")");
  }
}
