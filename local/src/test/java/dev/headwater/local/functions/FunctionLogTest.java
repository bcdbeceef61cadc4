package dev.headwater.local.functions;

import java.nio.charset.StandardCharsets;

import dev.headwater.local.CapturedLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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
