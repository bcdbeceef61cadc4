package dev.headwater.testkit;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A correct view store for tests that break one method. It also runs its own contract; JUnit
 * creates a new instance for each test.
 */
class ToyViewStore implements ViewStore<String>, ConditionalViewStoreContract<String> {
  final Map<String, VersionedView<String>> views = new HashMap<>();

  @Override
  public ViewStore<String> viewStore() {
    return this;
  }

  @Override
  public String view(int number) {
    return "view " + number;
  }

  @Override
  public synchronized Map<String, VersionedView<String>> load(Collection<String> ids) {
    Map<String, VersionedView<String>> found = new HashMap<>(views);
    found.keySet().retainAll(Set.copyOf(ids));
    return found;
  }

  @Override
  public synchronized Saved save(List<ViewChange<String>> changes) {
    Set<String> lost = new HashSet<>();
    for (ViewChange<String> change : changes) {
      if (mayWrite(change)) {
        write(change);
      } else {
        lost.add(change.aggregateId());
      }
    }
    return Saved.allBut(lost);
  }

  boolean mayWrite(ViewChange<String> change) {
    return versionOf(change.aggregateId()) == change.expectedVersion();
  }

  void write(ViewChange<String> change) {
    views.put(change.aggregateId(), change.next());
  }

  long versionOf(String id) {
    return views.getOrDefault(id, VersionedView.absent()).version();
  }
}
