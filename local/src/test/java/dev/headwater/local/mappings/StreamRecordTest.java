package dev.headwater.local.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamRecordTest {
  private static final Instant MINUTE = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void is_as_old_as_its_read_if_that_was_in_the_minute_of_its_write() {
    StreamRecord record = read(MINUTE.plusSeconds(52));

    assertThat(record.age(MINUTE.plusSeconds(53))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void is_at_least_as_old_as_the_end_of_the_minute_of_its_write() {
    StreamRecord record = read(MINUTE.plusSeconds(600));

    assertThat(record.age(MINUTE.plusSeconds(601))).isEqualTo(Duration.ofSeconds(541));
  }

  private static StreamRecord read(Instant time) {
    return new StreamRecord("1", "key", MINUTE, time, "{}", 2);
  }
}
