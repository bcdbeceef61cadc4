package dev.headwater;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        for (ViewChange<V> change : changes) {
            views.merge(change.aggregateId(), change.next(),
                    (stored, next) -> next.version() > stored.version() ? next : stored);
        }
        return Saved.ALL;
    }
}
