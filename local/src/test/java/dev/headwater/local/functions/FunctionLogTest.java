package dev.headwater.local.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FunctionLogTest {
  @Test
  void logs_a_line_with_metrics_only_at_debug() {
    var log = new FunctionLog("orders", line -> line.startsWith("{"));
    try (CapturedLog captured = new CapturedLog(FunctionLog.class)) {
      log.log("{metrics}\n");
      log.log("{more}".getBytes(StandardCharsets.UTF_8));
      log.log("called");

      assertThat(captured.lines()).containsExactly("orders {metrics}", "orders {more}");
    }
  }
}
