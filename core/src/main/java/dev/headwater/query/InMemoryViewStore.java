package dev.headwater.query;

import dev.headwater.host.RedactedException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.ViewMap.Stamped;
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
  private final ViewMap<V> map;
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
    this(new ViewMap<>(""), ViewList.byName(lists));
  }

  private InMemoryViewStore(ViewMap<V> map, Map<String, ViewList<V>> lists) {
    this.map = map;
    this.lists = lists;
  }

  /**
   * The same views and lists, as the projection with this fingerprint sees and saves them: to it,
   * those that another one saved are {@linkplain VersionedView#foreign foreign}.
   */
  public InMemoryViewStore<V> of(String fingerprint) {
    return new InMemoryViewStore<>(map.seenBy(fingerprint), lists);
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
    ConcurrentMap<String, Stamped<V>> views = map.views();
    String id = change.aggregateId();
    Stamped<V> next = map.stamped(change);
    Stamped<V> stored = views.get(id);
    if (stored == null) {
      return change.expectedVersion() == 0 && views.putIfAbsent(id, next) == null;
    }
    return stored.view().version() == change.expectedVersion() && views.replace(id, stored, next);
  }

  @Override
  public Optional<VersionedView<V>> find(String aggregateId) {
    return Optional.ofNullable(map.views().get(aggregateId)).map(map::seen);
  }

  @Override
  public SortedPage<IndexedView<V, String>, String> list(ListRead read, Instant deadline) {
    return SortedPage.first(read.limit(), listed(read), IndexedView::place);
  }

  /** What follows the page's beginning, in order. */
  private List<IndexedView<V, String>> listed(ListRead read) {
    ViewList<V> list = read.select(lists);
    Comparator<String> bySort = read.order().bySort();
    String after = read.afterSort();
    List<IndexedView<V, String>> listed = new ArrayList<>();
    map.views()
        .forEach(
            (id, stored) ->
                place(list, stored)
                    .filter(place -> read.partitions().contains(place.partition()))
                    .filter(place -> after == null || bySort.compare(place.sort(), after) > 0)
                    .ifPresent(
                        place ->
                            listed.add(new IndexedView<>(id, place.sort(), map.seen(stored)))));
    listed.sort(Comparator.comparing(IndexedView::place, bySort));
    return listed;
  }

  private static <V> Optional<IndexEntry> place(ViewList<V> list, Stamped<V> stored) {
    V view = stored.view().view();
    return view == null ? Optional.empty() : list.place(view);
  }
}
