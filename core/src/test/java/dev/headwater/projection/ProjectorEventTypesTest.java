package dev.headwater.projection;

import static dev.headwater.projection.ReadSide.batch;
import static dev.headwater.projection.ReadSide.message;
import static dev.headwater.projection.ReadSide.messages;
import static dev.headwater.projection.ReadSide.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.CheckedOut;
import dev.headwater.testkit.basket.BasketEvent.Discarded;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketEvent.ItemRemoved;
import dev.headwater.testkit.basket.BasketView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events that a projection skips, and events of unknown types. */
final class ProjectorEventTypesTest {
  private static final BasketView PAID = new BasketView(List.of(), true);
  private final ReadSide side = new ReadSide();
  private final ViewDefinition<BasketView, BasketEvent> paidBaskets =
      new ViewDefinition<>("paid-baskets", "BASKET", BasketView.class, new PaidBaskets());

  @Test
  void a_skipped_event_moves_the_version_and_leaves_the_view_as_it_is() {
    var basket = side.basket("1", 1).commit(new CheckedOut());
    var more = basket.commit(new ItemAdded("late"));
    side.project(paidBaskets, messages(basket));
    assertThat(side.views.get("1")).isEqualTo(new VersionedView<>(4, PAID));

    ProjectedBatch batch = side.project(paidBaskets, messages(more, 5));

    assertThat(batch.moved()).isOne();
    assertThat(batch.gaps()).isZero();
    assertThat(side.views.get("1")).isEqualTo(new VersionedView<>(5, PAID));
  }

  @Test
  void skipped_events_alone_leave_no_view_but_their_version() {
    var basket = side.basket("1", 2);
    side.project(paidBaskets, messages(basket));

    assertThat(side.views.get("1")).isEqualTo(new VersionedView<>(4, null));
  }

  @Test
  void the_event_after_a_skipped_one_is_not_a_gap() {
    var basket = side.basket("1", 2).commit(new CheckedOut());
    side.project(paidBaskets, messages(basket, 1, 2, 3, 4));

    assertThat(side.project(paidBaskets, messages(basket, 5)).gaps()).isZero();
    assertThat(side.views.get("1")).isEqualTo(new VersionedView<>(5, PAID));
    assertThat(side.log.reads()).isZero();
  }

  @Test
  void a_query_that_names_a_skipped_version_is_answered_from_the_view() {
    side.project(paidBaskets, messages(side.basket("1", 2)));
    var fresh = new FreshView<>(paidBaskets, side.log, side.machine.host());

    assertThat(fresh.of("1", side.views.get("1"), 4, Instant.MAX))
        .isEqualTo(new VersionedView<>(4, null));
    assertThat(side.log.reads()).isZero();
  }

  @Test
  void an_event_of_an_unknown_type_parks_its_aggregate_at_the_version_before() {
    var bad = side.basket("bad", 2);
    var good = side.basket("good", 2);
    side.project(batch(messages(bad, 1, 2, 3), messages(good, 1, 2, 3)));

    ProjectedBatch batch =
        side.project(
            batch(
                List.of(message(bad, 4, new EncodedEvent("ItemTeleported", 1, Map.of()))),
                messages(good, 4)));

    assertThat(batch.parked()).containsOnlyKeys("bad@4");
    assertThat(batch.retry()).isEmpty();
    assertThat(side.views.get("bad")).isEqualTo(shown(3));
    assertThat(side.views.get("good")).isEqualTo(shown(4));
  }

  /** Shows paid baskets, without their items. */
  private record PaidBaskets() implements Projection<BasketView, BasketEvent> {
    @Override
    public int revision() {
      return 1;
    }

    @Override
    public @Nullable BasketView apply(@Nullable BasketView view, RecordedEvent<BasketEvent> event) {
      return switch (event.event()) {
        case CheckedOut() -> PAID;
        case Discarded() -> null;
        case BasketOpened opened -> view;
        case ItemAdded added -> view;
        case ItemRemoved removed -> view;
      };
    }
  }
}
