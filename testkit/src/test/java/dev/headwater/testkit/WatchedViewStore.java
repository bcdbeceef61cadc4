package dev.headwater.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.headwater.InMemoryViewStore;
import dev.headwater.UnavailableException;
import dev.headwater.VersionedView;
import dev.headwater.ViewStore;

/** Remembers what was saved, and lets things happen in between. For one thread. */
final class WatchedViewStore<V> implements ViewStore<V> {
    private final ViewStore<V> store = new InMemoryViewStore<>();
    private final List<List<ViewChange<V>>> saves = new ArrayList<>();
    private final Deque<Runnable> beforeSaves = new ArrayDeque<>();
    private boolean loadsFail;
    private boolean savesFail;
    private int loads;

    void failLoads() {
        loadsFail = true;
    }

    void failSaves() {
        savesFail = true;
    }

    void beforeSave(Runnable action) {
        beforeSaves.add(action);
    }

    int loads() {
        return loads;
    }

    /** The changes of each call of save. */
    List<List<ViewChange<V>>> saves() {
        return saves;
    }

    VersionedView<V> get(String id) {
        return store.load(List.of(id)).getOrDefault(id, VersionedView.absent());
    }

    /** Past the watch. */
    void put(String id, VersionedView<V> view) {
        store.save(List.of(new ViewChange<>(id, get(id).version(), view)));
    }

    @Override
    public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
        loads++;
        answer(loadsFail);
        return store.load(aggregateIds);
    }

    @Override
    public Set<String> save(List<ViewChange<V>> changes) {
        saves.add(changes);
        answer(savesFail);
        if (!beforeSaves.isEmpty()) {
            beforeSaves.remove().run();
        }
        return store.save(changes);
    }

    private static void answer(boolean fails) {
        if (fails) {
            throw new UnavailableException("No answer", true, new IllegalStateException());
        }
    }
}
