package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
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
  private final InMemoryNewestViewStore<V> store = new InMemoryNewestViewStore<>();
  private final Function<V, Map<String, Object>> fields;

  /**
   * @param fields returns the fields of a view by name. Those that are text can be searched
   */
  public InMemorySearchIndex(Function<V, Map<String, Object>> fields) {
    this.fields = fields;
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
  public SearchPage<V> search(PatternSearch search) {
    List<Found<V>> found = found(search);
    List<Found<V>> page = found.subList(0, Math.min(search.limit(), found.size()));
    return new SearchPage<>(
        page.stream().map(Found::view).toList(),
        page.size() < found.size() ? page.getLast().position : null);
  }

  /** What follows the page's beginning, in order. */
  private List<Found<V>> found(PatternSearch search) {
    SearchPosition after = search.after();
    List<Found<V>> found = new ArrayList<>();
    store
        .views()
        .forEach(
            (id, versioned) -> {
              Map<String, Object> values = values(versioned);
              if (values.get(search.field()) instanceof String text
                  && values.entrySet().containsAll(search.terms().entrySet())
                  && search.pattern().matches(text)) {
                SearchPosition position = SearchPosition.of(text, id);
                if (after == null || position.compareTo(after) > 0) {
                  found.add(new Found<>(position, versioned));
                }
              }
            });
    found.sort(Comparator.comparing(Found::position));
    return found;
  }

  @Override
  public long count(Map<String, String> terms) {
    return store.views().values().stream()
        .filter(versioned -> versioned.view() != null)
        .filter(versioned -> values(versioned).entrySet().containsAll(terms.entrySet()))
        .count();
  }

  private Map<String, Object> values(VersionedView<V> versioned) {
    V view = versioned.view();
    return view == null ? Map.of() : fields.apply(view);
  }

  private record Found<V>(SearchPosition position, VersionedView<V> view) {}
}
