package dev.headwater.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.headwater.VersionedView;
import dev.headwater.ViewStore;
import dev.headwater.ViewStore.ViewChange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link ViewStore} keeps to. A test class that implements this interface runs it.
 *
 * <p>All aggregates have new ids, so the store may hold other views.
 *
 * @param <V> any view that the store can hold
 */
public interface ViewStoreContract<V> {
    /** The store under test. Called once in each test. */
    ViewStore<V> viewStore();

    /** A view. Different numbers make views that are not equal, the same number equal ones. */
    V view(int number);

    @Test
    default void what_was_never_stored_is_absent() {
        ViewStore<V> store = viewStore();

        assertThat(store.load(List.of(newId(), newId()))).isEmpty();
        assertThat(store.load(Set.of())).isEmpty();
    }

    @Test
    default void a_new_view_is_stored() {
        ViewStore<V> store = viewStore();
        String id = newId();

        assertThat(store.save(List.of(change(id, 0, 3, 1)))).isEmpty();
        assertThat(store.load(List.of(id, newId()))).isEqualTo(Map.of(id, versioned(3, 1)));
    }

    @Test
    default void a_view_moves_forward() {
        ViewStore<V> store = viewStore();
        String id = newId();
        store.save(List.of(change(id, 0, 9, 1)));

        assertThat(store.save(List.of(change(id, 9, 10, 2)))).isEmpty();
        assertThat(store.save(List.of(change(id, 10, 100, 3)))).isEmpty();
        assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, versioned(100, 3)));
    }

    @Test
    default void a_lost_race_is_named_and_writes_nothing() {
        ViewStore<V> store = viewStore();
        String id = newId();
        store.save(List.of(change(id, 0, 10, 1)));

        for (long expected : new long[]{1, 9, 11, 100}) {
            assertThat(store.save(List.of(change(id, expected, 101, 2))))
                    .as("expecting version %d", expected)
                    .containsExactly(id);
            assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, versioned(10, 1)));
        }
    }

    @Test
    default void a_view_is_not_created_over_another() {
        ViewStore<V> store = viewStore();
        String id = newId();
        store.save(List.of(change(id, 0, 1, 1)));

        assertThat(store.save(List.of(change(id, 0, 2, 2)))).containsExactly(id);
        assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, versioned(1, 1)));
    }

    @Test
    default void a_view_that_is_not_there_does_not_move_forward() {
        ViewStore<V> store = viewStore();
        String id = newId();

        assertThat(store.save(List.of(change(id, 1, 2, 1)))).containsExactly(id);
        assertThat(store.load(List.of(id))).isEmpty();
    }

    @Test
    default void a_removed_view_stays_as_a_tombstone_with_its_version() {
        ViewStore<V> store = viewStore();
        String id = newId();
        store.save(List.of(change(id, 0, 1, 1)));

        assertThat(store.save(List.of(removal(id, 1, 2)))).isEmpty();
        assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, tombstone(2)));
        assertThat(store.save(List.of(change(id, 0, 1, 1)))).as("a late duplicate")
                .containsExactly(id);
        assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, tombstone(2)));
    }

    @Test
    default void a_tombstone_moves_forward_as_a_view_does() {
        ViewStore<V> store = viewStore();
        String id = newId();

        assertThat(store.save(List.of(removal(id, 0, 4)))).isEmpty();
        assertThat(store.save(List.of(removal(id, 4, 5)))).isEmpty();
        assertThat(store.save(List.of(removal(id, 4, 6)))).containsExactly(id);
        assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, tombstone(5)));
        assertThat(store.save(List.of(change(id, 5, 6, 7)))).isEmpty();
        assertThat(store.load(List.of(id))).isEqualTo(Map.of(id, versioned(6, 7)));
    }

    @Test
    default void each_view_of_a_save_wins_or_loses_by_itself() {
        ViewStore<V> store = viewStore();
        String fresh = newId();
        String moved = newId();
        String stale = newId();
        String removed = newId();
        String missing = newId();
        store.save(List.of(change(moved, 0, 1, 1), change(stale, 0, 2, 2),
                change(removed, 0, 3, 3)));

        Set<String> lost = store.save(List.of(change(stale, 1, 9, 10), change(fresh, 0, 9, 11),
                change(missing, 5, 9, 12), change(moved, 1, 9, 13), removal(removed, 3, 9)));

        assertThat(lost).containsExactlyInAnyOrder(stale, missing);
        assertThat(store.load(List.of(fresh, moved, stale, removed, missing)))
                .isEqualTo(Map.of(fresh, versioned(9, 11), moved, versioned(9, 13),
                        stale, versioned(2, 2), removed, tombstone(9)));
    }

    @Test
    default void many_views_are_saved_and_loaded_at_once() {
        ViewStore<V> store = viewStore();
        List<String> ids = Stream.generate(ViewStoreContract::newId).limit(130).toList();
        List<ViewChange<V>> changes = changes(ids, 0, 1);

        assertThat(store.save(changes)).isEmpty();
        assertThat(store.load(ids)).hasSize(130)
                .allSatisfy((id, view) -> assertThat(view)
                        .isEqualTo(versioned(1, ids.indexOf(id))));
        assertThat(store.save(changes)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(store.save(changes(ids, 1, 2))).isEmpty();
    }

    @Test
    default void ids_do_not_mix() {
        ViewStore<V> store = viewStore();
        String id = newId();
        List<String> ids = List.of(id, id + '#', id + "#1", '#' + id, id.substring(1), id + "é",
                id + "e\u0301", "X" + id, "x" + id, id + ' ');
        store.save(changes(ids, 0, 1));

        assertThat(store.load(ids)).hasSize(ids.size())
                .allSatisfy((each, view) -> assertThat(view)
                        .isEqualTo(versioned(1, ids.indexOf(each))));
    }

    @Test
    default void of_concurrent_saves_one_wins_each_version() {
        ViewStore<V> store = viewStore();
        String id = newId();
        for (int round = 0; round < 10; round++) {
            int version = round;
            List<Set<String>> lost = Race.run(12,
                    racer -> store.save(List.of(change(id, version, version + 1, racer))));
            assertThat(lost.stream().filter(Set::isEmpty)).as("winners").hasSize(1);
            assertThat(store.load(List.of(id)))
                    .isEqualTo(Map.of(id, versioned(version + 1, lost.indexOf(Set.of()))));
        }
    }

    @Test
    default void concurrent_saves_of_several_views_are_each_told_their_own_losses() {
        ViewStore<V> store = viewStore();
        List<String> ids = Stream.generate(ViewStoreContract::newId).limit(20).toList();
        List<Set<String>> lost = Race.run(6, racer -> store.save(changes(ids, 0, 1 + racer)));

        List<String> won = new ArrayList<>();
        for (Set<String> losses : lost) {
            Set<String> wins = new HashSet<>(ids);
            wins.removeAll(losses);
            won.addAll(wins);
        }
        assertThat(won).as("each view is won once").containsExactlyInAnyOrderElementsOf(ids);
    }

    private List<ViewChange<V>> changes(List<String> ids, long expected, long next) {
        return IntStream.range(0, ids.size())
                .mapToObj(number -> change(ids.get(number), expected, next, number))
                .toList();
    }

    private ViewChange<V> change(String id, long expected, long next, int number) {
        return new ViewChange<>(id, expected, versioned(next, number));
    }

    private ViewChange<V> removal(String id, long expected, long next) {
        return new ViewChange<>(id, expected, tombstone(next));
    }

    private VersionedView<V> versioned(long version, int number) {
        return new VersionedView<>(version, view(number));
    }

    private VersionedView<V> tombstone(long version) {
        return new VersionedView<>(version, null);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
