package dev.headwater.local.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FunctionLogTest {
  @Test
  void a_line_that_held_metrics_is_shown_at_debug_alone() {
    var log = new FunctionLog("orders", line -> line.startsWith("{"));
    try (CapturedLog captured = new CapturedLog(FunctionLog.class)) {
      log.log("{metrics}\n");
      log.log("{more}".getBytes(StandardCharsets.UTF_8));
      log.log("called");

      assertThat(captured.lines()).containsExactly("orders {metrics}", "orders {more}");
    }
  }
}
