package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The views of an in-memory store, as the projection with this fingerprint sees and saves them.
 * Views of other projections may lie beside its own.
 */
record ViewMap<V>(ConcurrentMap<String, Stamped<V>> views, String fingerprint) {
  ViewMap(String fingerprint) {
    this(new ConcurrentHashMap<>(), fingerprint);
  }

  /** The same views, as another projection sees them. */
  ViewMap<V> seenBy(String otherFingerprint) {
    return new ViewMap<>(views, otherFingerprint);
  }

  Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    Map<String, VersionedView<V>> found = new HashMap<>();
    for (String id : aggregateIds) {
      Stamped<V> stored = views.get(id);
      if (stored != null) {
        found.put(id, seen(stored));
      }
    }
    return found;
  }

  VersionedView<V> seen(Stamped<V> stored) {
    return stored.fingerprint.equals(fingerprint)
        ? stored.view
        : VersionedView.foreign(stored.view.version());
  }

  Stamped<V> stamped(ViewChange<V> change) {
    return new Stamped<>(fingerprint, change.next());
  }

  /** A view with the fingerprint of the projection that folded it. */
  record Stamped<V>(String fingerprint, VersionedView<V> view) {}
}
