package dev.headwater.projection;

import static dev.headwater.projection.ReadSide.batch;
import static dev.headwater.projection.ReadSide.message;
import static dev.headwater.projection.ReadSide.messages;
import static dev.headwater.projection.ReadSide.shown;
import static dev.headwater.projection.ReadSide.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.InterruptedWaitException;
import dev.headwater.testkit.History;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketProjection;
import dev.headwater.testkit.basket.BasketView;
import dev.headwater.testsupport.CapturedLog;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProjectorFailureTest {
  private static final EncodedEvent UNKNOWN =
      new EncodedEvent("ItemTeleported", 1, Map.of("item", "a secret"));
  private final ReadSide side = new ReadSide();
  private final History<BasketEvent> bad = side.basket("bad", 2);
  private final History<BasketEvent> good = side.basket("good", 2);

  @Test
  void a_log_that_fails_within_a_gap_leaves_the_part_that_was_read() {
    List<Delivery> last = messages(side.basket("1", 10), 12);
    side.log.pagesOf(2);
    side.log.beforeRead(
        () -> {
          if (side.log.reads() == 3) {
            side.log.silent.add(ReadSide.stream("1"));
          }
        });

    assertThat(side.project(last).retry()).containsExactly("1@12");
    assertThat(side.views.get("1")).isEqualTo(ReadSide.shown(6));
    side.log.silent.clear();
    assertThat(side.project(last).retry()).isEmpty();
    assertThat(side.views.get("1")).isEqualTo(ReadSide.shown(12));
  }

  @Test
  void an_interrupted_wait_for_the_log_parks_no_aggregate() {
    side.log.beforeRead(
        () -> {
          throw new InterruptedWaitException(new InterruptedException());
        });

    ProjectedBatch batch = side.project(messages(bad, 3));
    assertThat(batch.parked()).isEmpty();
    assertThat(batch.retry()).containsExactly("bad@3");
  }

  @Test
  void parks_a_malformed_message_and_projects_the_others() {
    ProjectedBatch batch =
        side.project(
            batch(List.of(new Delivery.Malformed("m-1", "It is not JSON")), messages(good)));

    assertThat(batch.parked()).isEqualTo(Map.of("m-1", Failure.malformed("It is not JSON")));
    assertThat(batch.retry()).isEmpty();
    assertThat(side.views.get("good")).isEqualTo(shown(4));
  }

  @Test
  void an_unknown_event_parks_its_own_aggregate_and_no_other() {
    ProjectedBatch batch =
        side.project(
            batch(messages(bad, 1, 2, 3), List.of(message(bad, 4, UNKNOWN)), messages(good)));

    assertThat(batch.parked())
        .containsOnlyKeys("bad@1", "bad@2", "bad@3", "bad@4")
        .allSatisfy(
            (id, failure) -> {
              assertThat(failure.kind()).isEqualTo("unreadable-event");
              assertThat(failure.reason())
                  .contains("version 4 of stream BASKET#bad", "ItemTeleported")
                  .doesNotContain("secret");
              assertThat(failure.exception()).isEqualTo("java.lang.IllegalArgumentException");
              assertThat(failure.place()).startsWith("dev.headwater.");
            });
    assertThat(batch.parkedAggregates()).isEqualTo(1);
    assertThat(batch.retry()).isEmpty();
    assertThat(side.views.get("bad")).isEqualTo(VersionedView.absent());
    assertThat(side.views.get("good")).isEqualTo(shown(4));
  }

  @Test
  void any_message_of_a_parked_aggregate_repairs_all_of_it() {
    side.project(batch(messages(bad, 1, 2, 3), List.of(message(bad, 4, UNKNOWN))));
    side.project(List.of(new Delivery.Repair("again", stream("bad"))));

    assertThat(side.views.get("bad")).isEqualTo(shown(4));
  }

  @Test
  void an_event_that_the_projection_cannot_fold_parks_its_own_aggregate() {
    ProjectedBatch batch = side.project(poisoned("bad"), batch(messages(bad), messages(good)));

    assertThat(batch.parked())
        .containsOnlyKeys("bad@1", "bad@2", "bad@3", "bad@4")
        .allSatisfy(
            (id, failure) -> {
              assertThat(failure.kind()).isEqualTo("projection");
              assertThat(failure.exception()).isEqualTo("java.lang.ArithmeticException");
              assertThat(failure.place()).startsWith("dev.headwater.");
              assertThat(failure.toString()).doesNotContain("secret");
            });
    assertThat(side.views.get("good")).isEqualTo(shown(4));
  }

  @Test
  void an_event_in_the_log_that_cannot_be_folded_parks_its_own_aggregate() {
    ProjectedBatch batch =
        side.project(poisoned("bad"), batch(messages(bad, 4), messages(good, 4)));

    assertThat(batch.parked()).containsOnlyKeys("bad@4");
    assertThat(side.views.get("good")).isEqualTo(shown(4));
  }

  @Test
  void parks_a_message_of_another_category() {
    var other =
        History.<BasketEvent>of(new StreamId("OTHER", "good"))
            .commit(ReadSide.item(1), ReadSide.item(2));
    List<Delivery> strange =
        messages(other).stream()
            .<Delivery>map(
                delivery ->
                    new Delivery.Event(
                        "other-" + delivery.messageId(), ((Delivery.Event) delivery).event()))
            .toList();
    ProjectedBatch batch = side.project(batch(strange, messages(good)));

    assertThat(batch.parked()).containsOnlyKeys("other-good@1", "other-good@2");
    assertThat(batch.parkedAggregates()).isZero();
    assertThat(side.views.get("good")).isEqualTo(shown(4));
  }

  @Test
  void a_failing_view_store_parks_no_aggregate() {
    side.views.failLoads();
    ProjectedBatch batch = side.project(batch(messages(good), messages(bad, 4)));

    assertThat(batch.retry())
        .containsExactlyInAnyOrder("good@1", "good@2", "good@3", "good@4", "bad@4");
    assertThat(batch.parked()).isEmpty();
  }

  @Test
  void a_view_without_a_readable_version_parks_its_own_aggregate_and_no_other() {
    side.views.damage("bad");
    ProjectedBatch batch = side.project(batch(messages(bad, 1, 2, 3), messages(good)));

    assertThat(batch.parked())
        .containsOnlyKeys("bad@1", "bad@2", "bad@3")
        .containsValue(Failure.damagedView());
    assertThat(batch.retry()).isEmpty();
    assertThat(side.views.get("good")).isEqualTo(shown(4));
  }

  @Test
  void never_logs_the_message_of_a_failing_store() {
    try (CapturedLog log = new CapturedLog(Projector.class)) {
      side.log.silent.add(stream("bad"));
      side.project(messages(bad, 4));
      side.views.failSaves();
      side.project(messages(good));

      assertThat(log.entries())
          .hasSize(2)
          .allSatisfy(entry -> assertThat(entry).contains("No answer").doesNotContain("secret"));
    }
  }

  @Test
  void a_view_that_the_store_refuses_parks_its_own_aggregate() {
    side.views.refuse("bad", "It is too large");
    ProjectedBatch batch = side.project(batch(messages(bad, 1, 2, 3), messages(good)));

    assertThat(batch.parked())
        .containsOnlyKeys("bad@1", "bad@2", "bad@3")
        .containsValue(Failure.unstorableView("It is too large"));
    assertThat(batch.retry()).isEmpty();
    assertThat(batch.moved()).isEqualTo(1);
    assertThat(side.views.get("good")).isEqualTo(shown(4));
  }

  @Test
  void parked_messages_are_not_retried_when_a_save_fails() {
    side.views.failSaves();
    ProjectedBatch batch =
        side.project(
            batch(
                messages(good, 1, 2, 3),
                List.of(new Delivery.Malformed("m-1", "It is not JSON")),
                messages(bad, 1, 2, 3),
                List.of(message(bad, 4, UNKNOWN))));

    assertThat(batch.parked()).containsOnlyKeys("m-1", "bad@1", "bad@2", "bad@3", "bad@4");
    assertThat(batch.retry()).containsExactlyInAnyOrder("good@1", "good@2", "good@3");
  }

  @Test
  void a_log_that_fails_for_one_stream_delays_only_that_stream() {
    side.log.silent.add(stream("bad"));
    ProjectedBatch batch = side.project(batch(messages(bad, 4), messages(good, 4)));

    assertThat(batch.retry()).containsExactly("bad@4");
    assertThat(batch.parked()).isEmpty();
    assertThat(side.views.get("good")).isEqualTo(shown(4));
    side.log.silent.clear();
    side.project(messages(bad, 4));
    assertThat(side.views.get("bad")).isEqualTo(shown(4));
  }

  private static ViewDefinition<BasketView, BasketEvent> poisoned(String id) {
    return new ViewDefinition<>("baskets", "BASKET", BasketView.class, new Poisoned(id));
  }

  /** Fails for one aggregate, with a message that must not be logged. */
  private record Poisoned(String id) implements Projection<BasketView, BasketEvent> {
    private static final BasketProjection BASKETS = new BasketProjection();

    @Override
    public int revision() {
      return BASKETS.revision();
    }

    @Override
    public @Nullable BasketView apply(@Nullable BasketView view, RecordedEvent<BasketEvent> event) {
      if (event.stream().id().equals(id)) {
        throw new ArithmeticException("a secret");
      }
      return BASKETS.apply(view, event);
    }
  }
}
