package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.ViewMap.Stamped;
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
  private final ViewMap<V> map;

  /** An empty store. */
  public InMemoryNewestViewStore() {
    this(new ViewMap<>(""));
  }

  InMemoryNewestViewStore(ViewMap<V> map) {
    this.map = map;
  }

  /**
   * The same views, as the projection with this fingerprint sees and saves them: to it, those that
   * another one saved are {@linkplain VersionedView#foreign foreign}.
   */
  public InMemoryNewestViewStore<V> of(String fingerprint) {
    return new InMemoryNewestViewStore<>(map.seenBy(fingerprint));
  }

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

  /** Terminates: a race is lost only to a write, and each writer is done after its own. */
  private boolean write(ViewChange<V> change) {
    ConcurrentMap<String, Stamped<V>> views = map.views();
    String id = change.aggregateId();
    Stamped<V> next = map.stamped(change);
    Stamped<V> stored = views.putIfAbsent(id, next);
    while (stored != null && isOlder(stored.view().version(), change)) {
      if (views.replace(id, stored, next)) {
        return true;
      }
      stored = views.get(id);
    }
    return stored == null;
  }

  private static boolean isOlder(long stored, ViewChange<?> change) {
    long next = change.next().version();
    return stored < next || (stored == next && change.overForeign());
  }

  /** All views, tombstones and foreign ones included. */
  ViewMap<V> map() {
    return map;
  }
}
