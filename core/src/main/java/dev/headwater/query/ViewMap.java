package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/** What the in-memory view stores share: the map of views and the loops over a batch. */
record ViewMap<V>(ConcurrentMap<String, VersionedView<V>> views) {
  ViewMap() {
    this(new ConcurrentHashMap<>());
  }

  Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    Map<String, VersionedView<V>> found = new HashMap<>();
    for (String id : aggregateIds) {
      VersionedView<V> view = views.get(id);
      if (view != null) {
        found.put(id, view);
      }
    }
    return found;
  }

  /** Tries each change. Returns the aggregates whose change was not written. */
  static <V> Set<String> unwritten(List<ViewChange<V>> changes, Predicate<ViewChange<V>> write) {
    Set<String> unwritten = new HashSet<>();
    for (ViewChange<V> change : changes) {
      if (!write.test(change)) {
        unwritten.add(change.aggregateId());
      }
    }
    return unwritten;
  }
}
