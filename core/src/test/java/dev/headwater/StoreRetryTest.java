package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StoreRetryTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger waits = new AtomicInteger();
  private final Host host =
      new Host(InstantSource.fixed(Instant.EPOCH), new Random(1), wait -> waits.incrementAndGet());
  private final StoreRetry retry = new StoreRetry(Deadline.at(Instant.MAX, host));

  @Test
  void returns_an_answer_without_waiting() {
    assertThat(retry.call(() -> "answer" + calls.incrementAndGet())).isEqualTo("answer1");
    assertThat(waits).hasValue(0);
  }

  @Test
  void bounds_the_calls_even_without_a_deadline() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> retry.call(() -> fail(calls.incrementAndGet() == 7)))
        .matches(UnavailableException::mayHaveTakenEffect);
    assertThat(calls).hasValue(StoreRetry.MAX_CALLS);
    assertThat(waits).hasValue(StoreRetry.MAX_CALLS - 1);
  }

  @Test
  void does_not_retry_after_a_bug() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                retry.call(
                    () -> {
                      calls.incrementAndGet();
                      throw new IllegalStateException("A bug");
                    }));
    assertThat(calls).hasValue(1);
  }

  private static String fail(boolean mayHaveTakenEffect) {
    throw new UnavailableException("Throttled", mayHaveTakenEffect, null);
  }
}
