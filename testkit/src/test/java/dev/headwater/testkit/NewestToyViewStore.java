package dev.headwater.testkit;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Like {@link ToyViewStore}, but the newest view wins. */
class NewestToyViewStore implements ViewStore<String>, NewestViewStoreContract<String> {
  private final ToyViews views = new ToyViews();

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
  public ViewStore<String> foreign(ViewStore<String> store) {
    return new ViewStore<>() {
      @Override
      public boolean newestWins() {
        return true;
      }

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
    Set<String> stale = new HashSet<>();
    for (ViewChange<String> change : changes) {
      if (mayWrite(change)) {
        views.put(change, byOther);
      } else {
        stale.add(change.aggregateId());
      }
    }
    return answer(stale);
  }

  boolean mayWrite(ViewChange<String> change) {
    long stored = views.versionOf(change.aggregateId());
    long next = change.next().version();
    return stored < next || (stored == next && change.overForeign());
  }

  Saved answer(Set<String> stale) {
    return Saved.allButSuperseded(stale);
  }
}
