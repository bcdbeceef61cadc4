package dev.headwater.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CallersTest {
  @Test
  void every_operation_runs_once() throws Exception {
    AtomicIntegerArray runs = new AtomicIntegerArray(10);

    Sample sample = new Callers(3).run(10, runs::incrementAndGet);

    assertThat(runs).hasToString("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
    assertThat(sample.perSecond()).isPositive();
  }

  @Test
  void all_callers_are_at_work_at_the_same_time() throws Exception {
    CountDownLatch all = new CountDownLatch(8);

    new Callers(8)
        .run(
            8,
            _ -> {
              all.countDown();
              if (!await(all)) {
                throw new IOException("The others did not come");
              }
            });

    assertThat(all.getCount()).isZero();
  }

  @Test
  void a_failed_operation_fails_the_round() {
    assertThatThrownBy(
            () ->
                new Callers(2)
                    .run(
                        4,
                        number -> {
                          throw new IOException("operation " + number);
                        }))
        .isInstanceOf(IOException.class)
        .rootCause()
        .hasMessageStartingWith("operation");
  }

  private static boolean await(CountDownLatch latch) throws IOException {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
