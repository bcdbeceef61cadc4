package dev.headwater.projection;

import static dev.headwater.projection.ReadSide.batch;
import static dev.headwater.projection.ReadSide.messages;
import static dev.headwater.projection.ReadSide.shown;
import static dev.headwater.projection.ReadSide.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.query.InMemoryNewestViewStore;
import dev.headwater.testsupport.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** How long a projector waits for stores that do not answer. */
final class ProjectorPatienceTest {
  private static final ConfigurationFault DENIED =
      new ConfigurationFault("DynamoDB", "AccessDeniedException");

  private final ReadSide side = new ReadSide();

  @Test
  void retries_a_view_store_that_fails_for_two_seconds() {
    side.views.failLoadsWhile(during(Duration.ofSeconds(1)));
    side.views.failSavesWhile(during(Duration.ofSeconds(2)));

    ProjectedBatch projected =
        side.project(batch(messages(side.basket("1", 2)), messages(side.basket("2", 1))));
    assertThat(projected.retry()).isEmpty();
    assertThat(projected.moved()).isEqualTo(2);
    assertThat(projected.duplicates()).isZero();
    assertThat(side.views.get("1")).isEqualTo(shown(4));
    assertThat(waited()).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void retries_a_log_that_fails_for_two_seconds() {
    List<Delivery> last = messages(side.basket("1", 4), 6);
    BooleanSupplier fails = during(Duration.ofSeconds(2));
    side.log.beforeRead(
        () -> {
          if (fails.getAsBoolean()) {
            throw new UnavailableException("No answer", false, null);
          }
        });
    ProjectedBatch projected = side.project(last);

    assertThat(projected.retry()).isEmpty();
    assertThat(projected.moved()).isEqualTo(1);
    assertThat(projected.gaps()).isEqualTo(1);
    assertThat(side.views.get("1")).isEqualTo(shown(6));
  }

  @Test
  void an_aggregate_that_needs_no_failing_store_does_not_wait() {
    side.log.silent.add(stream("1"));
    side.views.beforeSave(() -> assertThat(waited()).isZero());
    side.project(batch(messages(side.basket("1", 4), 6), messages(side.basket("2", 1))));

    assertThat(side.views.saves()).hasSize(1);
    assertThat(side.views.get("2")).isEqualTo(shown(3));
  }

  @Test
  void a_part_that_was_saved_before_the_log_fell_silent_is_counted_once() {
    var basket = side.basket("1", 6);
    side.log.pagesOf(1);
    side.log.beforeRead(
        () -> {
          if (side.log.reads() == 2) {
            throw new UnavailableException("No answer", false, null);
          }
        });
    ProjectedBatch projected = side.project(messages(basket, 1, 2, 3, 6, 8));

    assertThat(projected.retry()).isEmpty();
    assertThat(projected.duplicates()).isZero();
    assertThat(projected.gaps()).isEqualTo(1);
    assertThat(side.views.get("1")).isEqualTo(shown(8));
    assertThat(side.views.saves()).hasSize(2);
  }

  @Test
  void a_part_that_was_saved_is_no_duplicate_although_another_writer_saves_the_rest() {
    ReadSide index = new ReadSide(new InMemoryNewestViewStore<>());
    index.log.pagesOf(1);
    index.log.beforeRead(
        () -> {
          if (index.log.reads() == 2) {
            throw new UnavailableException("No answer", false, null);
          }
        });
    index.views.beforeSave(() -> {});
    index.views.beforeSave(() -> index.views.put("1", shown(8)));
    ProjectedBatch projected = index.project(messages(index.basket("1", 6), 6, 8));

    assertThat(projected.moved()).isEqualTo(1);
    assertThat(projected.duplicates()).isZero();
    assertThat(projected.retry()).isEmpty();
    assertThat(index.views.saves()).hasSize(2);
  }

  @Test
  void a_part_that_the_store_refuses_is_parked_once_although_the_log_may_answer_again() {
    side.log.pagesOf(1);
    side.log.beforeRead(
        () -> {
          if (side.log.reads() == 2) {
            throw new UnavailableException("No answer", false, null);
          }
        });
    side.views.refuse("1", "It is too large");
    ProjectedBatch projected = side.project(messages(side.basket("1", 6), 8));

    assertThat(projected.parked()).containsOnlyKeys("1@8");
    assertThat(projected.parkedAggregates()).isEqualTo(1);
    assertThat(projected.retry()).isEmpty();
    assertThat(side.views.saves()).hasSize(1);
  }

  @Test
  void leaves_the_messages_to_the_queue_after_five_seconds() {
    side.views.failLoads();
    assertThat(side.project(messages(side.basket("1", 1))).retry()).hasSize(3);

    assertThat(waited()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    assertThat(side.views.loads()).isLessThan(50);
  }

  @Test
  void no_wait_lasts_beyond_the_deadline() {
    side.views.failSaves();
    Instant deadline = side.machine.clock().instant().plusSeconds(1);
    assertThat(side.project(messages(side.basket("1", 1)), Duration.ofSeconds(1)).retry())
        .hasSize(3);

    assertThat(side.machine.clock().instant()).isBefore(deadline);
    assertThat(side.views.saves()).hasSizeGreaterThan(1);
  }

  @Test
  void a_view_whose_save_lost_its_reply_has_moved_and_is_no_duplicate() {
    for (ReadSide kind : List.of(side, new ReadSide(new InMemoryNewestViewStore<>()))) {
      kind.views.loseReplies(1);
      ProjectedBatch projected = kind.project(messages(kind.basket("1", 2)));

      assertThat(projected.moved()).isEqualTo(1);
      assertThat(projected.duplicates()).isZero();
      assertThat(projected.retry()).isEmpty();
    }
  }

  @Test
  void tries_once_and_reports_what_an_operator_has_to_fix() {
    side.views.failWith(new UnavailableException("Not allowed", false, DENIED, null));
    side.views.failLoads();
    try (CapturedLog log = new CapturedLog(Projector.class)) {
      ProjectedBatch projected = side.project(messages(side.basket("1", 1)));

      assertThat(projected.retry()).hasSize(3);
      assertThat(projected.faults()).containsExactly(DENIED);
      assertThat(side.machine.waits()).isEmpty();
      assertThat(log.entries())
          .singleElement()
          .satisfies(entry -> assertThat(entry).contains(DENIED.describe()));
    }
  }

  @Test
  void a_log_without_permission_delays_only_its_own_aggregates() {
    side.log.beforeRead(
        () -> {
          throw new UnavailableException("Not allowed", false, DENIED, null);
        });
    ProjectedBatch projected =
        side.project(
            batch(
                messages(side.basket("1", 4), 6),
                messages(side.basket("2", 4), 6),
                messages(side.basket("3", 1))));

    assertThat(projected.retry()).containsExactlyInAnyOrder("1@6", "2@6");
    assertThat(projected.faults()).containsExactly(DENIED);
    assertThat(side.views.get("1")).isEqualTo(VersionedView.absent());
    assertThat(side.views.get("3")).isEqualTo(shown(3));
    assertThat(side.log.reads()).isEqualTo(2);
  }

  @Test
  void a_view_whose_neighbour_is_throttled_has_moved_and_is_no_duplicate() {
    for (ReadSide kind : List.of(side, new ReadSide(new InMemoryNewestViewStore<>()))) {
      kind.views.throttle("2", 1);
      ProjectedBatch projected =
          kind.project(batch(messages(kind.basket("1", 2)), messages(kind.basket("2", 1))));

      assertThat(projected.moved()).isEqualTo(2);
      assertThat(projected.duplicates()).isZero();
      assertThat(projected.retry()).isEmpty();
      assertThat(kind.views.get("1")).isEqualTo(shown(4));
      assertThat(kind.views.get("2")).isEqualTo(shown(3));
    }
  }

  @Test
  void an_aggregate_with_a_fault_stops_although_the_log_may_recover() {
    side.log.pagesOf(1);
    side.log.beforeRead(
        () -> {
          if (side.log.reads() == 2) {
            throw new UnavailableException("No answer", false, null);
          }
        });
    side.views.failWith(new UnavailableException("Not allowed", false, DENIED, null));
    side.views.failSaves();
    ProjectedBatch projected = side.project(messages(side.basket("1", 6), 8));

    assertThat(projected.retry()).containsExactly("1@8");
    assertThat(side.views.saves()).hasSize(1);
    assertThat(side.machine.waits()).isEmpty();
  }

  @Test
  void an_aggregate_with_a_fault_stops_although_its_save_may_succeed_later() {
    side.log.pagesOf(1);
    side.log.beforeRead(
        () -> {
          if (side.log.reads() == 2) {
            throw new UnavailableException("Not allowed", false, DENIED, null);
          }
        });
    side.views.failSaves();
    ProjectedBatch projected = side.project(messages(side.basket("1", 6), 8));

    assertThat(projected.retry()).containsExactly("1@8");
    assertThat(projected.faults()).containsExactly(DENIED);
    assertThat(side.views.saves()).hasSize(1);
    assertThat(side.machine.waits()).isEmpty();
  }

  private BooleanSupplier during(Duration time) {
    Instant end = side.machine.clock().instant().plus(time);
    return () -> side.machine.clock().instant().isBefore(end);
  }

  private Duration waited() {
    return side.machine.waits().stream().reduce(Duration.ZERO, Duration::plus);
  }
}
