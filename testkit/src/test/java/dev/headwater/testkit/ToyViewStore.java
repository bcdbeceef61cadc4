package dev.headwater.testkit;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A correct view store for tests that break one method. It also runs its own contract; JUnit
 * creates a new instance for each test.
 */
class ToyViewStore implements ViewStore<String>, ConditionalViewStoreContract<String> {
  final ToyViews views = new ToyViews();

  @Override
  public ViewStore<String> viewStore() {
    return this;
  }

  @Override
  public String view(int number) {
    return "view " + number;
  }

  @Override
  public ViewStore<String> foreign(ViewStore<String> store) {
    return new ViewStore<>() {
      @Override
      public Map<String, VersionedView<String>> load(Collection<String> ids) {
        return seen(ids, true);
      }

      @Override
      public Saved save(List<ViewChange<String>> changes) {
        return keep(changes, true);
      }
    };
  }

  @Override
  public Map<String, VersionedView<String>> load(Collection<String> ids) {
    return seen(ids, false);
  }

  @Override
  public Saved save(List<ViewChange<String>> changes) {
    return keep(changes, false);
  }

  private synchronized Map<String, VersionedView<String>> seen(
      Collection<String> ids, boolean byOther) {
    return views.seen(ids, byOther);
  }

  private synchronized Saved keep(List<ViewChange<String>> changes, boolean byOther) {
    Set<String> lost = new HashSet<>();
    for (ViewChange<String> change : changes) {
      if (mayWrite(change)) {
        write(change, byOther);
      } else {
        lost.add(change.aggregateId());
      }
    }
    return Saved.allBut(lost);
  }

  boolean mayWrite(ViewChange<String> change) {
    return versionOf(change.aggregateId()) == change.expectedVersion();
  }

  void write(ViewChange<String> change, boolean byOther) {
    views.put(change, byOther);
  }

  long versionOf(String id) {
    return views.versionOf(id);
  }
}
