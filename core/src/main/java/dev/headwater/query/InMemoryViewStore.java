package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

/** A conditional view store in memory, for tests, simulations and prototypes. Thread-safe. */
public final class InMemoryViewStore<V> implements ViewStore<V> {
  private final ViewMap<V> map = new ViewMap<>();

  @Override
  public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    return map.load(aggregateIds);
  }

  @Override
  public Saved save(List<ViewChange<V>> changes) {
    return Saved.allBut(ViewMap.unwritten(changes, this::write));
  }

  private boolean write(ViewChange<V> change) {
    ConcurrentMap<String, VersionedView<V>> views = map.views();
    String id = change.aggregateId();
    VersionedView<V> stored = views.get(id);
    if (stored == null) {
      return change.expectedVersion() == 0 && views.putIfAbsent(id, change.next()) == null;
    }
    return stored.version() == change.expectedVersion() && views.replace(id, stored, change.next());
  }
}
