package dev.headwater.service.functions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Proxy;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InvocationLogTest {
  private final InvocationLog log = new InvocationLog("shop-relay");

  @Test
  void a_line_names_the_function_and_the_request() {
    log.begin(context("8f50"));

    assertThat(log.format(logged("{0} commits"))).isEqualTo(line("8f50", "3 commits"));

    log.begin(context("9a61"));
    assertThat(log.format(logged("{0} commits"))).isEqualTo(line("9a61", "3 commits"));
  }

  @Test
  void what_is_logged_before_a_request_names_none() {
    assertThat(log.format(logged("starting"))).isEqualTo(line("-", "starting"));
  }

  @Test
  void a_record_is_one_line_without_a_stack_trace() {
    LogRecord logged = logged("first\r\nsecond\u2028third");
    logged.setThrown(new IllegalStateException("ada@example.com"));

    assertThat(log.format(logged))
        .isEqualTo(line("-", "first second third (java.lang.IllegalStateException)"));
  }

  @Test
  void a_record_without_a_message_is_a_line_too() {
    assertThat(log.format(logged(null))).isEqualTo(line("-", "null"));
  }

  private static String line(String request, String message) {
    return "WARNING shop-relay RequestId: %s dev.headwater.relay: %s%n".formatted(request, message);
  }

  private static LogRecord logged(@Nullable String message) {
    var logged = new LogRecord(Level.WARNING, message);
    logged.setLoggerName("dev.headwater.relay");
    logged.setParameters(new Object[] {3});
    return logged;
  }

  private static Context context(String requestId) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> requestId);
  }
}
