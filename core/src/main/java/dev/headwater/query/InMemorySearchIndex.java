package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.ViewMap.Stamped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A search index in memory, for tests and prototypes. What is saved is found at once. Every search
 * looks at every view.
 *
 * <p>Thread-safe.
 */
public final class InMemorySearchIndex<V> implements ViewStore<V>, SearchIndex<V> {
  private final InMemoryNewestViewStore<V> store;
  private final Function<V, Map<String, Object>> fields;

  /**
   * @param fields returns the fields of a view by name. Those that are text can be searched
   */
  public InMemorySearchIndex(Function<V, Map<String, Object>> fields) {
    this(new InMemoryNewestViewStore<>(), fields);
  }

  private InMemorySearchIndex(
      InMemoryNewestViewStore<V> store, Function<V, Map<String, Object>> fields) {
    this.store = store;
    this.fields = fields;
  }

  /**
   * The same index, as the projection with this fingerprint sees and fills it: to it, views that
   * another one saved are {@linkplain VersionedView#foreign foreign}.
   */
  public InMemorySearchIndex<V> of(String fingerprint) {
    return new InMemorySearchIndex<>(store.of(fingerprint), fields);
  }

  @Override
  public boolean newestWins() {
    return true;
  }

  @Override
  public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    return store.load(aggregateIds);
  }

  @Override
  public Saved save(List<ViewChange<V>> changes) {
    return store.save(changes);
  }

  @Override
  public SortedPage<IndexedView<V, SearchPosition>, SearchPosition> search(PatternSearch search) {
    return SortedPage.first(search.limit(), found(search), IndexedView::place);
  }

  /** What follows the page's beginning, in order. */
  private List<IndexedView<V, SearchPosition>> found(PatternSearch search) {
    SearchPosition after = search.after();
    List<IndexedView<V, SearchPosition>> found = new ArrayList<>();
    store
        .map()
        .views()
        .forEach(
            (id, stored) -> {
              Map<String, Object> values = values(stored);
              if (values.get(search.field()) instanceof String text
                  && values.entrySet().containsAll(search.terms().entrySet())
                  && search.pattern().matches(text)) {
                SearchPosition position = SearchPosition.of(text, id);
                if (after == null || position.compareTo(after) > 0) {
                  found.add(new IndexedView<>(id, position, store.map().seen(stored)));
                }
              }
            });
    found.sort(Comparator.comparing(IndexedView::place));
    return found;
  }

  @Override
  public long count(Map<String, String> terms) {
    return store.map().views().values().stream()
        .filter(stored -> stored.view().view() != null)
        .filter(stored -> values(stored).entrySet().containsAll(terms.entrySet()))
        .count();
  }

  private Map<String, Object> values(Stamped<V> stored) {
    V view = stored.view().view();
    return view == null ? Map.of() : fields.apply(view);
  }
}
