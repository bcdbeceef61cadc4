package dev.headwater.projection;

import static dev.headwater.projection.ReadSide.messages;
import static dev.headwater.projection.ReadSide.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.InMemoryViewStore;
import dev.headwater.testkit.basket.BasketProjection;
import dev.headwater.testkit.basket.BasketView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views that another projection folded. */
final class ForeignViewTest {
  private final InMemoryViewStore<BasketView> table = new InMemoryViewStore<>();
  private final ReadSide side = new ReadSide(table);
  private final FreshView<BasketView, ?> fresh =
      new FreshView<>(BasketProjection.VIEW, side.log, side.machine.host());

  /** Stores what another projection would have folded. */
  private void storeForeign(String id, long version) {
    table
        .of("another")
        .save(
            List.of(
                new ViewChange<>(
                    id, 0, new VersionedView<>(version, new BasketView(List.of("?"), false)))));
  }

  @Test
  void is_never_folded_on_from() {
    var basket = side.basket("1", 2);
    storeForeign("1", 3);

    ProjectedBatch batch = side.project(messages(basket, 4));

    assertThat(batch.moved()).isOne();
    assertThat(batch.gaps()).isOne();
    assertThat(side.views.get("1")).isEqualTo(side.fold("1"));
  }

  @Test
  void is_replaced_by_what_the_messages_alone_fold_if_they_reach_beyond_it() {
    var basket = side.basket("1", 2);
    storeForeign("1", 3);

    ProjectedBatch batch = side.project(messages(basket));

    assertThat(batch.gaps()).isZero();
    assertThat(batch.duplicates()).isEqualTo(3);
    assertThat(side.views.get("1")).isEqualTo(side.fold("1"));
  }

  @Test
  void counts_as_up_to_date_for_a_duplicate() {
    var basket = side.basket("1", 1);
    storeForeign("1", 3);

    ProjectedBatch batch = side.project(messages(basket, 2, 3));

    assertThat(batch.duplicates()).isEqualTo(2);
    assertThat(side.views.saves()).isEmpty();
    assertThat(side.views.get("1")).isEqualTo(VersionedView.foreign(3));
  }

  @Test
  void is_replaced_at_its_own_version_by_a_repair() {
    side.basket("1", 1);
    storeForeign("1", 3);

    ProjectedBatch batch = side.project(List.of(new Delivery.Repair("m", stream("1"))));

    assertThat(batch.moved()).isOne();
    assertThat(side.views.get("1")).isEqualTo(side.fold("1"));
  }

  @Test
  void stays_if_it_is_ahead_of_the_log() {
    side.basket("1", 1);
    storeForeign("1", 9);

    ProjectedBatch batch = side.project(List.of(new Delivery.Repair("m", stream("1"))));

    assertThat(batch.moved()).isZero();
    assertThat(batch.retry()).isEmpty();
    assertThat(batch.parked()).isEmpty();
    assertThat(side.views.get("1")).isEqualTo(VersionedView.foreign(9));
  }

  @Test
  void is_replaced_after_a_save_whose_reply_is_lost() {
    side.basket("1", 1);
    storeForeign("1", 3);
    side.views.loseReplies(1);

    ProjectedBatch batch = side.project(List.of(new Delivery.Repair("m", stream("1"))));

    assertThat(batch.retry()).isEmpty();
    assertThat(side.views.get("1")).isEqualTo(side.fold("1"));
  }

  @Test
  void a_removed_one_is_foreign_too() {
    side.basket("1", 1);
    table.of("another").save(List.of(new ViewChange<>("1", 0, new VersionedView<>(3, null))));

    assertThat(side.views.get("1")).isEqualTo(VersionedView.foreign(3));
    side.project(List.of(new Delivery.Repair("m", stream("1"))));
    assertThat(side.views.get("1")).isEqualTo(side.fold("1"));
  }

  @Test
  void a_look_up_folds_the_log_instead() {
    side.basket("1", 2);
    storeForeign("1", 3);

    assertThat(fresh.of("1", side.views.get("1"), 0, Instant.MAX)).isEqualTo(side.fold("1"));
    assertThat(fresh.of("1", side.views.get("1"), 4, Instant.MAX)).isEqualTo(side.fold("1"));
  }

  @Test
  void has_no_content() {
    assertThatIllegalStateException()
        .isThrownBy(() -> VersionedView.foreign(3).view())
        .withMessage("A foreign view has to be folded from its stream");
  }
}
