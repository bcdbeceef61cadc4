package dev.headwater.local.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CloseablesTest {
  private final List<String> closed = new ArrayList<>();
  private final Closeables parts = new Closeables();

  private void add(String name) {
    parts.add(() -> closed.add(name));
  }

  @Test
  void closes_in_reverse_order_and_once() {
    add("first");
    add("second");
    parts.close();
    parts.close();
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void closes_the_others_when_one_fails() {
    add("first");
    parts.add(
        () -> {
          throw new IllegalStateException("stuck");
        });
    add("third");
    assertThatThrownBy(parts::close)
        .isInstanceOf(LocalCloudException.class)
        .hasMessageEndingWith(" failed while stopping: java.lang.IllegalStateException")
        .hasRootCauseMessage("java.lang.IllegalStateException");
    assertThat(closed).containsExactly("third", "first");
  }

  @Test
  void reports_a_part_that_does_not_stop_and_closes_the_others() {
    var impatient = new Closeables(Duration.ofMillis(50));
    var never = new CountDownLatch(1);
    impatient.add(() -> closed.add("first"));
    impatient.add(never::await);
    assertThatThrownBy(impatient::close)
        .isInstanceOf(LocalCloudException.class)
        .hasMessageEndingWith(" did not stop: kill the process.");
    assertThat(closed).containsExactly("first");
    never.countDown();
  }

  @Test
  void keeps_the_failure_that_made_it_close() {
    parts.add(
        () -> {
          throw new IllegalStateException("stuck");
        });
    var failure = new LocalCloudException("a port in use");
    parts.closeAfter(failure);
    assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LocalCloudException.class);
  }
}
