package dev.headwater.query;

import dev.headwater.host.RedactedException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/**
 * A conditional view store with lists in memory, for tests, simulations and prototypes. What is
 * saved is readable at once. Like other stores, it refuses a view that its lists cannot hold. Lists
 * are sorted anew for each page, and no deadline stops that.
 *
 * <p>Thread-safe.
 */
public final class InMemoryViewStore<V> implements ViewStore<V>, ViewReader<V> {
  private final ViewMap<V> map = new ViewMap<>();
  private final Map<String, ViewList<V>> lists;

  /** A store of views that are in no list. */
  public InMemoryViewStore() {
    this(List.of());
  }

  /**
   * A store of views that are in these lists.
   *
   * @throws IllegalArgumentException if two lists have the same name
   */
  public InMemoryViewStore(List<ViewList<V>> lists) {
    this.lists = ViewList.byName(lists);
  }

  @Override
  public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    return map.load(aggregateIds);
  }

  @Override
  public Saved save(List<ViewChange<V>> changes) {
    return Saved.of(changes.stream().map(this::save).toList());
  }

  private Saved save(ViewChange<V> change) {
    String id = change.aggregateId();
    V view = change.next().view();
    if (view != null) {
      try {
        lists.values().forEach(list -> list.place(view));
      } catch (IllegalArgumentException e) {
        return Saved.refusing(id, "The view cannot be stored: " + RedactedException.reason(e));
      }
    }
    return write(change) ? Saved.ALL : Saved.allBut(Set.of(id));
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

  @Override
  public Optional<VersionedView<V>> find(String aggregateId) {
    return Optional.ofNullable(map.views().get(aggregateId));
  }

  @Override
  public ViewPage<V> list(ListRead read, Instant deadline) {
    List<Placed<V>> listed = listed(read);
    List<Placed<V>> page = listed.subList(0, Math.min(read.limit(), listed.size()));
    return new ViewPage<>(
        page.stream().map(Placed::view).toList(),
        page.size() < listed.size() ? page.getLast().sort : null);
  }

  /** What follows the page's beginning, in order. */
  private List<Placed<V>> listed(ListRead read) {
    ViewList<V> list = read.select(lists);
    Comparator<String> bySort = read.order().bySort();
    String after = read.afterSort();
    List<Placed<V>> listed = new ArrayList<>();
    for (VersionedView<V> versioned : map.views().values()) {
      V view = versioned.view();
      if (view != null) {
        list.place(view)
            .filter(place -> read.partitions().contains(place.partition()))
            .filter(place -> after == null || bySort.compare(place.sort(), after) > 0)
            .ifPresent(place -> listed.add(new Placed<>(place.sort(), versioned)));
      }
    }
    listed.sort(Comparator.comparing(Placed::sort, bySort));
    return listed;
  }

  private record Placed<V>(String sort, VersionedView<V> view) {}
}
