package dev.headwater.testkit;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The views of a toy store, and which of them another projection folded. Not thread-safe. */
final class ToyViews {
  final Map<String, VersionedView<String>> all = new HashMap<>();
  private final Set<String> others = new HashSet<>();

  /** The views as this store sees them or, if so asked, the other projection's. */
  Map<String, VersionedView<String>> seen(Collection<String> ids, boolean byOther) {
    Map<String, VersionedView<String>> found = new HashMap<>(all);
    found.keySet().retainAll(Set.copyOf(ids));
    found.replaceAll(
        (id, view) ->
            others.contains(id) == byOther ? view : VersionedView.foreign(view.version()));
    return found;
  }

  void put(ViewChange<String> change, boolean byOther) {
    String id = change.aggregateId();
    all.put(id, change.next());
    if (byOther) {
      others.add(id);
    } else {
      others.remove(id);
    }
  }

  long versionOf(String id) {
    return all.getOrDefault(id, VersionedView.absent()).version();
  }
}
