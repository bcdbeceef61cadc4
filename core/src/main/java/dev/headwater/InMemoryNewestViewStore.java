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
 * A view store in memory in which the newest view wins, as in a search index: for tests,
 * simulations and prototypes. Safe for several threads.
 */
public final class InMemoryNewestViewStore<V> implements ViewStore<V> {
    private final ConcurrentMap<String, VersionedView<V>> views = new ConcurrentHashMap<>();

    @Override
    public boolean newestWins() {
        return true;
    }

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
        Set<String> superseded = new HashSet<>();
        for (ViewChange<V> change : changes) {
            if (!save(change.aggregateId(), change.next())) {
                superseded.add(change.aggregateId());
            }
        }
        return Saved.allButSuperseded(superseded);
    }

    /** Ends at once: views only move forward, and whoever loses a race looks at a later version. */
    private boolean save(String id, VersionedView<V> next) {
        VersionedView<V> stored = views.putIfAbsent(id, next);
        while (stored != null && stored.version() < next.version()) {
            if (views.replace(id, stored, next)) {
                return true;
            }
            stored = views.get(id);
        }
        return stored == null;
    }
}
