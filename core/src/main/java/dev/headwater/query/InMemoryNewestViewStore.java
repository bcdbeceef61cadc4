package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/**
 * A newest-wins view store in memory, like a search index, for tests, simulations and prototypes.
 * Thread-safe.
 */
public final class InMemoryNewestViewStore<V> implements ViewStore<V> {
  private final ViewMap<V> map = new ViewMap<>();

  @Override
  public boolean newestWins() {
    return true;
  }

  @Override
  public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    return map.load(aggregateIds);
  }

  @Override
  public Saved save(List<ViewChange<V>> changes) {
    Set<String> superseded = new HashSet<>();
    for (ViewChange<V> change : changes) {
      if (!write(change)) {
        superseded.add(change.aggregateId());
      }
    }
    return Saved.allButSuperseded(superseded);
  }

  /** Terminates: views only move forward, so each lost race leaves a later version. */
  private boolean write(ViewChange<V> change) {
    ConcurrentMap<String, VersionedView<V>> views = map.views();
    String id = change.aggregateId();
    VersionedView<V> next = change.next();
    VersionedView<V> stored = views.putIfAbsent(id, next);
    while (stored != null && stored.version() < next.version()) {
      if (views.replace(id, stored, next)) {
        return true;
      }
      stored = views.get(id);
    }
    return stored == null;
  }

  /** All views, tombstones included. */
  Map<String, VersionedView<V>> views() {
    return map.views();
  }
}
