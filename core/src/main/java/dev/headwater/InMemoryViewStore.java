package dev.headwater;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A view store in memory, of the conditional kind: for tests, simulations and prototypes. Safe for
 * several threads.
 */
public final class InMemoryViewStore<V> implements ViewStore<V> {
    private final ConcurrentMap<String, VersionedView<V>> views = new ConcurrentHashMap<>();

    @Override
    public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
        Map<String, VersionedView<V>> found = new HashMap<>();
        for (String id : aggregateIds) {
            VersionedView<V> view = views.get(id);
            if (view != null) {
                found.put(id, view);
            }
        }
        return found;
    }

    @Override
    public Saved save(List<ViewChange<V>> changes) {
        Set<String> lost = new HashSet<>();
        for (ViewChange<V> change : changes) {
            if (!save(change)) {
                lost.add(change.aggregateId());
            }
        }
        return Saved.allBut(lost);
    }

    private boolean save(ViewChange<V> change) {
        String id = change.aggregateId();
        VersionedView<V> stored = views.get(id);
        if (stored == null) {
            return change.expectedVersion() == 0 && views.putIfAbsent(id, change.next()) == null;
        }
        return stored.version() == change.expectedVersion()
                && views.replace(id, stored, change.next());
    }
}
