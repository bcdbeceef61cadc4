package dev.headwater.testkit;

import static dev.headwater.testkit.ContractViews.newId;
import static dev.headwater.testkit.ContractViews.newIds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.ViewStore;
import dev.headwater.projection.ViewStore.Saved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of a {@link ViewStore} that writes a view only over the expected version. */
public interface ConditionalViewStoreContract<V> extends ViewStoreContract<V> {
  @Test
  default void declares_that_the_newest_view_does_not_win() {
    assertThat(viewStore().newestWins()).isFalse();
  }

  @Test
  default void a_lost_race_is_reported_and_writes_nothing() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.change(id, 0, 10, 1)));

    for (long expected : new long[] {1, 9, 11, 100}) {
      assertThat(store.save(List.of(views.change(id, expected, 101, 2))))
          .as("expecting version %d", expected)
          .isEqualTo(Saved.allBut(Set.of(id)));
      assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.versioned(10, 1)));
    }
  }

  @Test
  default void a_new_view_does_not_replace_another() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.change(id, 0, 1, 1)));

    assertThat(store.save(List.of(views.change(id, 0, 2, 2))).lost()).containsExactly(id);
    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.versioned(1, 1)));
  }

  @Test
  default void a_missing_view_does_not_move_forward() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();

    assertThat(store.save(List.of(views.change(id, 1, 2, 1))).lost()).containsExactly(id);
    assertThat(store.load(List.of(id))).isEmpty();
  }

  @Test
  default void a_lost_race_against_a_tombstone_is_reported() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.removal(id, 0, 4)));

    assertThat(store.save(List.of(views.change(id, 0, 1, 1))).lost())
        .as("a late duplicate")
        .containsExactly(id);
    assertThat(store.save(List.of(views.removal(id, 3, 6))).lost()).containsExactly(id);
    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.tombstone(4)));
  }

  @Test
  default void each_view_of_a_save_wins_or_loses_by_itself() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String fresh = newId();
    String moved = newId();
    String stale = newId();
    String removed = newId();
    String missing = newId();
    store.save(
        List.of(
            views.change(moved, 0, 1, 1),
            views.change(stale, 0, 2, 2),
            views.change(removed, 0, 3, 3)));

    Saved saved =
        store.save(
            List.of(
                views.change(stale, 1, 9, 10),
                views.change(fresh, 0, 9, 11),
                views.change(missing, 5, 9, 12),
                views.change(moved, 1, 9, 13),
                views.removal(removed, 3, 9)));

    assertThat(saved).isEqualTo(Saved.allBut(Set.of(stale, missing)));
    assertThat(store.load(List.of(fresh, moved, stale, removed, missing)))
        .isEqualTo(
            Map.of(
                fresh,
                views.versioned(9, 11),
                moved,
                views.versioned(9, 13),
                stale,
                views.versioned(2, 2),
                removed,
                views.tombstone(9)));
  }

  @Test
  default void many_lost_races_are_all_reported() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    List<String> ids = newIds(130);
    store.save(views.changes(ids, 0, 1));

    assertThat(store.save(views.changes(ids, 0, 1)).lost())
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  default void one_of_the_concurrent_saves_wins_each_version() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();
    for (int round = 0; round < 10; round++) {
      int version = round;
      List<Saved> saved =
          Race.run(12, racer -> store.save(List.of(views.change(id, version, version + 1, racer))));
      assertThat(saved.stream().filter(Saved.ALL::equals)).as("winners").hasSize(1);
      assertThat(store.load(List.of(id)))
          .isEqualTo(Map.of(id, views.versioned(version + 1, saved.indexOf(Saved.ALL))));
    }
  }

  @Test
  default void concurrent_saves_of_several_views_each_report_their_own_losses() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    List<String> ids = newIds(20);
    List<Saved> saved = Race.run(6, racer -> store.save(views.changes(ids, 0, 1 + racer)));

    List<String> won = new ArrayList<>();
    for (Saved each : saved) {
      Set<String> wins = new HashSet<>(ids);
      wins.removeAll(each.lost());
      won.addAll(wins);
    }
    assertThat(won).as("each view is won once").containsExactlyInAnyOrderElementsOf(ids);
  }
}
