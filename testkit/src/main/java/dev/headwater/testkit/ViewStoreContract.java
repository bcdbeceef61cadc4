package dev.headwater.testkit;

import static dev.headwater.testkit.ContractViews.newId;
import static dev.headwater.testkit.ContractViews.newIds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.projection.ViewStore.Saved;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contract of every {@link ViewStore}. {@link ConditionalViewStoreContract} and {@link
 * NewestViewStoreContract} extend it for the two kinds of store. A test class runs it by
 * implementing one of those.
 *
 * <p>All aggregates have unique ids, so the store may hold other views.
 *
 * @param <V> any view that the store can hold
 */
public interface ViewStoreContract<V> {
  /** The store under test. Called once per test. */
  ViewStore<V> viewStore();

  /** The views of this store, as a projection with another fingerprint sees and saves them. */
  ViewStore<V> foreign(ViewStore<V> store);

  /** A view. Equal numbers give equal views, different numbers different ones. */
  V view(int number);

  @Test
  default void a_view_that_was_never_stored_is_absent() {
    ViewStore<V> store = viewStore();

    assertThat(store.load(List.of(newId(), newId()))).isEmpty();
    assertThat(store.load(Set.of())).isEmpty();
  }

  @Test
  default void a_new_view_is_stored() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();

    assertThat(store.save(List.of(views.change(id, 0, 3, 1)))).isEqualTo(Saved.ALL);
    assertThat(store.load(List.of(id, newId()))).isEqualTo(Map.of(id, views.versioned(3, 1)));
  }

  @Test
  default void a_view_moves_forward() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.change(id, 0, 9, 1)));

    assertThat(store.save(List.of(views.change(id, 9, 10, 2)))).isEqualTo(Saved.ALL);
    assertThat(store.save(List.of(views.change(id, 10, 100, 3)))).isEqualTo(Saved.ALL);
    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.versioned(100, 3)));
  }

  @Test
  default void an_older_view_never_replaces_a_newer_one() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.change(id, 0, 10, 1)));

    store.save(List.of(views.change(id, 0, 9, 2)));
    store.save(List.of(views.change(id, 8, 10, 3)));
    store.save(List.of(views.removal(id, 0, 2)));

    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.versioned(10, 1)));
  }

  @Test
  default void a_removed_view_stays_as_a_tombstone_with_its_version() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.change(id, 0, 1, 1)));

    assertThat(store.save(List.of(views.removal(id, 1, 2)))).isEqualTo(Saved.ALL);
    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.tombstone(2)));
    store.save(List.of(views.change(id, 0, 1, 1)));
    assertThat(store.load(List.of(id)))
        .as("after a late duplicate")
        .isEqualTo(Map.of(id, views.tombstone(2)));
  }

  @Test
  default void a_tombstone_moves_forward_as_a_view_does() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();

    assertThat(store.save(List.of(views.removal(id, 0, 4)))).isEqualTo(Saved.ALL);
    assertThat(store.save(List.of(views.removal(id, 4, 5)))).isEqualTo(Saved.ALL);
    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.tombstone(5)));
    assertThat(store.save(List.of(views.change(id, 5, 6, 7)))).isEqualTo(Saved.ALL);
    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.versioned(6, 7)));
  }

  @Test
  default void what_another_projection_saved_is_foreign_and_has_its_version() {
    ViewStore<V> store = viewStore();
    ViewStore<V> other = foreign(store);
    var views = new ContractViews<>(this::view);
    String kept = newId();
    String removed = newId();
    store.save(List.of(views.change(kept, 0, 3, 1), views.removal(removed, 0, 4)));

    assertThat(other.load(List.of(kept, removed)))
        .isEqualTo(Map.of(kept, VersionedView.foreign(3), removed, VersionedView.foreign(4)));
  }

  @Test
  default void a_foreign_view_moves_forward() {
    ViewStore<V> store = viewStore();
    ViewStore<V> other = foreign(store);
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.change(id, 0, 3, 1)));

    assertThat(other.save(List.of(views.overForeign(id, 3, 5, 2)))).isEqualTo(Saved.ALL);
    assertThat(other.load(List.of(id))).isEqualTo(Map.of(id, views.versioned(5, 2)));
    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, VersionedView.foreign(5)));
  }

  @Test
  default void a_foreign_view_may_be_replaced_at_its_own_version() {
    ViewStore<V> store = viewStore();
    ViewStore<V> other = foreign(store);
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.change(id, 0, 3, 1)));

    assertThat(other.save(List.of(views.overForeign(id, 3, 3, 2)))).isEqualTo(Saved.ALL);
    assertThat(other.load(List.of(id))).isEqualTo(Map.of(id, views.versioned(3, 2)));
  }

  @Test
  default void an_older_view_never_replaces_a_foreign_one() {
    ViewStore<V> store = viewStore();
    ViewStore<V> other = foreign(store);
    var views = new ContractViews<>(this::view);
    String id = newId();
    store.save(List.of(views.change(id, 0, 3, 1)));

    assertThat(other.save(List.of(views.overForeign(id, 2, 2, 2)))).isNotEqualTo(Saved.ALL);
    assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, views.versioned(3, 1)));
  }

  @Test
  default void many_views_are_saved_and_loaded_at_once() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    List<String> ids = newIds(130);

    assertThat(store.save(views.changes(ids, 0, 1))).isEqualTo(Saved.ALL);
    assertThat(store.load(ids))
        .hasSize(130)
        .allSatisfy((id, view) -> assertThat(view).isEqualTo(views.versioned(1, ids.indexOf(id))));
    assertThat(store.save(views.changes(ids, 1, 2))).isEqualTo(Saved.ALL);
  }

  @Test
  default void ids_do_not_mix() {
    ViewStore<V> store = viewStore();
    var views = new ContractViews<>(this::view);
    String id = newId();
    List<String> ids =
        List.of(
            id,
            id + '#',
            id + "#1",
            '#' + id,
            id.substring(1),
            id + "é",
            id + "e\u0301",
            "X" + id,
            "x" + id,
            id + ' ');
    store.save(views.changes(ids, 0, 1));

    assertThat(store.load(ids))
        .hasSize(ids.size())
        .allSatisfy(
            (each, view) -> assertThat(view).isEqualTo(views.versioned(1, ids.indexOf(each))));
  }
}
