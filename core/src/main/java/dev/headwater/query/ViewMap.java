package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The views of an in-memory store. */
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
}
