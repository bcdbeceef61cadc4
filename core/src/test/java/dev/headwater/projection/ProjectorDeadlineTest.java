package dev.headwater.projection;

import static dev.headwater.projection.ReadSide.batch;
import static dev.headwater.projection.ReadSide.messages;
import static dev.headwater.projection.ReadSide.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each read of the log takes eight seconds. */
final class ProjectorDeadlineTest {
  private final ReadSide side = new ReadSide();

  @BeforeEach
  void slowDown() {
    side.log.beforeRead(() -> side.machine.clock().advance(Duration.ofSeconds(8)));
  }

  @Test
  void saves_what_it_folded_by_the_deadline_and_retries_the_rest() {
    List<Delivery> batch =
        batch(
            messages(side.basket("1", 2), 4),
            messages(side.basket("2", 2), 4),
            messages(side.basket("3", 2), 4),
            messages(side.basket("4", 2)));
    ProjectedBatch projected = side.project(batch, Duration.ofSeconds(10));

    assertThat(projected.retry()).containsExactly("3@4");
    assertThat(projected.moved()).isEqualTo(3);
    assertThat(side.views.get("1")).isEqualTo(shown(4));
    assertThat(side.views.get("2")).isEqualTo(shown(4));
    assertThat(side.views.get("4")).as("needs no read").isEqualTo(shown(4));
    assertThat(side.log.reads()).isEqualTo(2);
  }

  @Test
  void a_stream_too_long_for_one_batch_makes_progress_with_each() {
    List<Delivery> last = messages(side.basket("1", 10), 12);
    side.log.pagesOf(2);

    assertThat(side.project(last, Duration.ofSeconds(10)).retry()).containsExactly("1@12");
    assertThat(side.views.get("1")).isEqualTo(shown(6));
    assertThat(side.project(last, Duration.ofSeconds(1)).retry()).containsExactly("1@12");
    assertThat(side.views.get("1")).isEqualTo(shown(8));
    assertThat(side.project(last, Duration.ofSeconds(60)).retry()).isEmpty();
    assertThat(side.views.get("1")).isEqualTo(shown(12));
  }

  @Test
  void starts_nothing_after_the_deadline() {
    ProjectedBatch projected = side.project(messages(side.basket("1", 1)), Duration.ZERO);

    assertThat(projected.retry()).containsExactlyInAnyOrder("1@1", "1@2", "1@3");
    assertThat(side.views.loads()).isZero();
  }

  @Test
  void does_not_retry_a_race_that_is_lost_at_the_deadline() {
    var basket = side.basket("1", 4);
    side.views.beforeSave(
        () -> {
          side.views.put("1", shown(5));
          side.machine.clock().advance(Duration.ofSeconds(8));
        });

    assertThat(side.project(messages(basket), Duration.ofSeconds(5)).retry()).hasSize(6);
    assertThat(side.views.saves()).hasSize(1);
    assertThat(side.views.get("1")).isNotEqualTo(VersionedView.absent());
  }
}
