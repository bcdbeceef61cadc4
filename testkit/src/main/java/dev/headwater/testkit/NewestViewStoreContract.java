package dev.headwater.testkit;

import static dev.headwater.testkit.ContractViews.newId;
import static dev.headwater.testkit.ContractViews.newIds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.ViewStore;
import dev.headwater.projection.ViewStore.Saved;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link ViewStore} that writes a view only over an older version, whatever
 * version the writer expects. If the same or a newer version is stored, a save has no effect, and
 * says so.
 */
public interface NewestViewStoreContract<V> extends ViewStoreContract<V> {
  @Test
  default void declares_that_the_newest_view_wins() {
    assertThat(viewStore().newestWins()).isTrue();
  }

  @Test
  default void a_stale_save_has_no_effect_and_is_reported() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.change(id, 0, 10, 1)));

    for (long version : new long[] {1, 9, 10}) {
      assertThat(store.save(List.of(views.change(id, 0, version, 2))))
          .as("saving version %d", version)
          .isEqualTo(Saved.allButSuperseded(Set.of(id)));
      assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.versioned(10, 1)));
    }
  }

  @Test
  default void a_newer_view_is_stored_whatever_version_was_expected() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();

    assertThat(store.save(List.of(views.change(id, 7, 8, 1)))).isEqualTo(Saved.ALL);
    assertThat(store.save(List.of(views.change(id, 0, 9, 2)))).isEqualTo(Saved.ALL);
    assertThat(store.save(List.of(views.removal(id, 2, 10)))).isEqualTo(Saved.ALL);
    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.tombstone(10)));
  }

  @Test
  default void each_view_of_a_save_is_handled_by_itself() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String fresh = newId();
    String moved = newId();
    String stale = newId();
    String removed = newId();
    store.save(
        List.of(
            views.change(moved, 0, 1, 1),
            views.change(stale, 0, 9, 2),
            views.removal(removed, 0, 9)));

    Saved saved =
        store.save(
            List.of(
                views.change(stale, 1, 2, 10),
                views.change(fresh, 0, 2, 11),
                views.change(removed, 1, 2, 12),
                views.change(moved, 1, 2, 13)));

    assertThat(saved).isEqualTo(Saved.allButSuperseded(Set.of(stale, removed)));
    assertThat(store.load(List.of(fresh, moved, stale, removed)))
        .isEqualTo(
            Map.of(
                fresh,
                views.versioned(2, 11),
                moved,
                views.versioned(2, 13),
                stale,
                views.versioned(9, 2),
                removed,
                views.tombstone(9)));
  }

  @Test
  default void the_newest_of_concurrent_saves_stays() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    List<String> ids = newIds(5);
    for (int round = 0; round < 5; round++) {
      int from = 12 * round;
      List<Saved> saved =
          Race.run(12, racer -> store.save(views.changes(ids, from, from + 1 + racer)));

      assertThat(saved)
          .contains(Saved.ALL)
          .allSatisfy(
              each -> assertThat(each).isEqualTo(Saved.allButSuperseded(each.superseded())));
      assertThat(store.load(ids))
          .hasSize(ids.size())
          .allSatisfy(
              (id, view) ->
                  assertThat(view).isEqualTo(views.versioned(from + 12, ids.indexOf(id))));
    }
  }
}
