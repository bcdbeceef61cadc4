package dev.headwater.testkit;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Like {@link ToyViewStore}, but the newest view wins. */
class NewestToyViewStore implements ViewStore<String>, NewestViewStoreContract<String> {
  private final Map<String, VersionedView<String>> views = new HashMap<>();

  @Override
  public ViewStore<String> viewStore() {
    return this;
  }

  @Override
  public String view(int number) {
    return "view " + number;
  }

  @Override
  public boolean newestWins() {
    return true;
  }

  @Override
  public synchronized Map<String, VersionedView<String>> load(Collection<String> ids) {
    Map<String, VersionedView<String>> found = new HashMap<>(views);
    found.keySet().retainAll(Set.copyOf(ids));
    return found;
  }

  @Override
  public synchronized Saved save(List<ViewChange<String>> changes) {
    Set<String> stale = new HashSet<>();
    for (ViewChange<String> change : changes) {
      if (mayWrite(change)) {
        views.put(change.aggregateId(), change.next());
      } else {
        stale.add(change.aggregateId());
      }
    }
    return answer(stale);
  }

  boolean mayWrite(ViewChange<String> change) {
    return views.getOrDefault(change.aggregateId(), VersionedView.absent()).version()
        < change.next().version();
  }

  Saved answer(Set<String> stale) {
    return Saved.allButSuperseded(stale);
  }
}
