package dev.headwater.projection;

import static dev.headwater.projection.ReadSide.batch;
import static dev.headwater.projection.ReadSide.messages;
import static dev.headwater.projection.ReadSide.shown;
import static dev.headwater.projection.ReadSide.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.InMemoryNewestViewStore;
import dev.headwater.testkit.basket.BasketEvent.Discarded;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProjectorTest {
  private final ReadSide side = new ReadSide();

  @Test
  void folds_whole_commits_from_the_messages_alone() {
    var basket = side.basket("1", 3);

    assertThat(side.project(messages(basket))).isEqualTo(done(1, 0, 0));
    assertThat(side.views.get("1")).isEqualTo(shown(5));
    assertThat(side.log.reads()).isZero();
  }

  @Test
  void a_batch_costs_one_load_one_save_and_one_change_per_aggregate() {
    side.project(
        batch(
            messages(side.basket("1", 3)),
            messages(side.basket("2", 5)),
            messages(side.basket("3", 1))));

    assertThat(side.views.loads()).isEqualTo(1);
    assertThat(side.views.saves()).hasSize(1);
    assertThat(side.views.saves().getFirst())
        .containsExactlyInAnyOrder(
            new ViewChange<>("1", 0, shown(5)),
            new ViewChange<>("2", 0, shown(7)),
            new ViewChange<>("3", 0, shown(3)));
  }

  @Test
  void where_the_newest_wins_messages_from_version_1_need_no_load() {
    ReadSide newest = new ReadSide(new InMemoryNewestViewStore<>());
    var old = newest.basket("old", 2);
    newest.project(messages(old, 1, 2, 3));

    assertThat(
            newest.project(
                batch(
                    messages(old, 4),
                    messages(newest.basket("new", 3)),
                    messages(newest.basket("torn", 1), 1, 2))))
        .isEqualTo(done(3, 0, 1));
    assertThat(newest.views.loadedIds().getLast()).containsExactlyInAnyOrder("old", "torn");
    assertThat(newest.views.get("old")).isEqualTo(shown(4));
    assertThat(newest.views.get("new")).isEqualTo(shown(5));
    assertThat(newest.views.get("torn")).isEqualTo(shown(3));
  }

  @Test
  void where_the_newest_wins_a_stored_view_is_a_duplicate_without_a_lag() {
    ReadSide newest = new ReadSide(new InMemoryNewestViewStore<>());
    var basket = newest.basket("1", 2);
    newest.project(messages(basket));

    assertThat(newest.project(batch(messages(basket, 1), messages(newest.basket("2", 1)))))
        .isEqualTo(done(1, 1, 0));
    assertThat(newest.views.get("1")).isEqualTo(shown(4));
  }

  @Test
  void where_the_newest_wins_a_repair_loads_the_view() {
    ReadSide newest = new ReadSide(new InMemoryNewestViewStore<>());
    newest.basket("1", 2);
    newest.project(List.of(new Delivery.Repair("m", stream("1"))));

    assertThat(newest.views.loadedIds()).containsExactly(Set.of("1"));
    assertThat(newest.views.get("1")).isEqualTo(shown(4));
  }

  @Test
  void makes_no_call_for_an_empty_batch() {
    assertThat(side.project(List.of())).isEqualTo(done(0, 0, 0));
    assertThat(side.views.loads()).isZero();
  }

  @Test
  void the_order_of_the_messages_does_not_matter() {
    var basket = side.basket("1", 3);
    side.project(messages(basket, 5, 3, 4, 1, 2));

    assertThat(side.views.get("1")).isEqualTo(shown(5));
    assertThat(side.log.reads()).isZero();
  }

  @Test
  void a_message_that_the_view_shows_already_changes_nothing() {
    var basket = side.basket("1", 3);
    side.project(messages(basket));

    assertThat(side.project(messages(basket, 2, 5, 5))).isEqualTo(done(0, 3, 0));
    assertThat(side.views.get("1")).isEqualTo(shown(5));
    assertThat(side.views.saves()).hasSize(1);
  }

  @Test
  void repeats_within_a_batch_are_folded_once() {
    var basket = side.basket("1", 2);
    side.project(messages(basket, 1, 2, 3));

    assertThat(side.project(messages(basket, 4, 4, 3, 4))).isEqualTo(done(1, 3, 0));
    assertThat(side.views.get("1")).isEqualTo(shown(4));
  }

  @Test
  void a_gap_is_filled_from_the_log_up_to_the_head_of_the_stream() {
    var basket = side.basket("1", 6);
    side.project(messages(basket, 1, 2, 3));

    assertThat(side.project(messages(basket, 6))).isEqualTo(done(1, 0, 1));
    assertThat(side.views.get("1")).isEqualTo(shown(8));
    assertThat(side.log.reads()).isEqualTo(1);
  }

  @Test
  void folds_the_messages_before_a_gap() {
    var basket = side.basket("1", 4);

    assertThat(side.project(messages(basket, 1, 2, 3, 4, 6))).isEqualTo(done(1, 0, 1));
    assertThat(side.views.saves()).containsExactly(List.of(new ViewChange<>("1", 0, shown(6))));
  }

  @Test
  void a_commit_of_which_a_part_is_missing_is_read_from_the_log() {
    var basket = side.basket("1", 1);
    for (int[] part : new int[][] {{1}, {2}, {3}, {1, 2}, {1, 3}, {2, 3}, {2, 2}}) {
      ReadSide fresh = new ReadSide();
      basket.appendTo(fresh.stored);

      assertThat(fresh.project(messages(basket, part)).gaps()).isEqualTo(1);
      assertThat(fresh.views.saves()).containsExactly(List.of(new ViewChange<>("1", 0, shown(3))));
    }
  }

  @Test
  void a_repair_reads_the_log_to_the_stream_head() {
    side.basket("1", 4);
    List<Delivery> repair = List.of(new Delivery.Repair("m", stream("1")));

    assertThat(side.project(repair).gaps()).isEqualTo(1);
    assertThat(side.views.get("1")).isEqualTo(shown(6));
    assertThat(side.project(repair).moved()).isZero();
    assertThat(side.views.saves()).hasSize(1);
  }

  @Test
  void a_repair_of_a_missing_stream_succeeds() {
    assertThat(side.project(List.of(new Delivery.Repair("m", stream("none")))).parked()).isEmpty();
    assertThat(side.views.saves()).isEmpty();
  }

  @Test
  void a_removed_view_stays_removed_when_a_late_duplicate_comes() {
    var basket = side.basket("1", 2);
    var discarded = basket.commit(new Discarded());
    side.stored.append(discarded.commits().getLast());
    side.project(messages(discarded));

    assertThat(side.views.get("1")).isEqualTo(new VersionedView<>(5, null));
    assertThat(side.project(messages(basket))).isEqualTo(done(0, 4, 0));
    assertThat(side.views.get("1")).isEqualTo(new VersionedView<>(5, null));
  }

  @Test
  void retries_a_lost_race() {
    var basket = side.basket("1", 4);
    var other = side.basket("2", 1);
    side.views.beforeSave(() -> side.views.put("1", shown(5)));

    assertThat(side.project(batch(messages(basket), messages(other)))).isEqualTo(done(2, 5, 0));
    assertThat(side.views.get("1")).isEqualTo(shown(6));
    assertThat(side.views.saves()).extracting(List::size).containsExactly(2, 1);
    assertThat(side.machine.waits()).hasSize(1);
  }

  @Test
  void a_race_that_a_newer_view_won_needs_no_retry() {
    var basket = side.basket("1", 4);
    side.views.beforeSave(() -> side.views.put("1", shown(6)));

    assertThat(side.project(messages(basket, 1, 2, 3))).isEqualTo(done(0, 3, 0));
    assertThat(side.views.get("1")).isEqualTo(shown(6));
  }

  @Test
  void leaves_the_messages_to_the_queue_after_five_lost_races() {
    var basket = side.basket("1", 20);
    for (int version = 3; version < 20; version++) {
      int reached = version;
      side.views.beforeSave(() -> side.views.put("1", shown(reached)));
    }
    ProjectedBatch batch = side.project(messages(basket, 21, 22));

    assertThat(batch.retry()).containsExactlyInAnyOrder("1@21", "1@22");
    assertThat(batch.moved()).isZero();
    assertThat(side.views.saves()).hasSize(5);
    assertThat(side.machine.waits()).hasSize(4);
  }

  @Test
  void reports_the_lag_of_the_oldest_event_that_a_view_was_missing() {
    var old = side.basket("old", 6);
    side.project(messages(old, 1, 2, 3));
    side.machine.clock().advance(Duration.ofSeconds(10));

    assertThat(side.project(batch(messages(old, 1, 6), messages(side.basket("new", 3)))).lags())
        .containsExactlyInAnyOrder(Duration.ofSeconds(9), Duration.ofSeconds(10));
    assertThat(side.project(messages(old)).lags()).isEmpty();
  }

  @Test
  void a_lag_lasts_until_the_view_is_saved() {
    var basket = side.basket("1", 4);
    side.views.beforeSave(
        () -> {
          side.views.put("1", shown(5));
          side.machine.clock().advance(Duration.ofSeconds(10));
        });
    ProjectedBatch batch = side.project(messages(basket));

    Duration waited = side.machine.waits().getFirst();
    assertThat(batch.lags()).containsExactly(Duration.ofSeconds(7).plus(waited));
  }

  private static ProjectedBatch done(int moved, int duplicates, int gaps) {
    return new ProjectedBatch(
        Set.of(),
        Map.of(),
        0,
        Collections.nCopies(moved, Duration.ZERO),
        duplicates,
        gaps,
        Set.of());
  }
}
