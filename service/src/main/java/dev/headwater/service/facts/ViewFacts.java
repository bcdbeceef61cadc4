package dev.headwater.service.facts;

import dev.headwater.dynamodb.views.ListIndex;
import dev.headwater.service.ListDescription;
import dev.headwater.service.ReplacedView;
import dev.headwater.service.SearchDescription;
import dev.headwater.service.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view of an aggregate.
 *
 * @param name of its projection, too
 * @param aggregate the aggregate's category
 * @param fingerprint that stored views have, which covers its projection and its lists
 * @param tableVariable the environment variable that names its table
 * @param key the attribute that is its table's key, of type S; also a field
 * @param search {@code null} if it is not searched
 * @param replaces the view that it is to replace; {@code null} if it replaces none
 */
public record ViewFacts(
    String name,
    String aggregate,
    String fingerprint,
    String tableVariable,
    String key,
    List<FieldFacts> fields,
    List<ListFacts> lists,
    @Nullable SearchFacts search,
    @Nullable ReplacedFacts replaces) {
  public ViewFacts {
    fields = List.copyOf(fields);
    lists = List.copyOf(lists);
  }

  static <V> ViewFacts of(View<V, ?> view) {
    SearchDescription search = view.search();
    ReplacedView replaced = view.replaced();
    return new ViewFacts(
        view.name(),
        view.aggregate().category(),
        view.viewFormat().fingerprint(),
        view.tableVariable(),
        view.viewFormat().keyName(),
        FieldFacts.of(view.type().shape().components()),
        view.lists().stream().map(list -> ListFacts.of(list, view)).toList(),
        search == null ? null : SearchFacts.of(search),
        replaced == null ? null : new ReplacedFacts(replaced.name(), replaced.choice()));
  }

  /**
   * A list of a view.
   *
   * @param key the field that says which part of the list a view is in
   * @param sort the field that orders the list
   * @param index the name of the table's index
   * @param shardKey the attribute that is the index's partition key, of type S
   * @param sortKey the attribute that is the index's sort key, of type S
   */
  public record ListFacts(
      String name, String key, String sort, String index, String shardKey, String sortKey) {
    static <V> ListFacts of(ListDescription list, View<V, ?> view) {
      ListIndex index = ListIndex.of(view.viewList(list), 1);
      return new ListFacts(
          list.name(), list.key(), list.sort(), index.name(), index.shardKey(), index.sortKey());
    }
  }

  /**
   * A view that is to be replaced.
   *
   * @param name of the view
   * @param choice the query function's environment variable that names the view that answers
   *     queries
   */
  public record ReplacedFacts(String name, String choice) {}

  /**
   * How a view is searched.
   *
   * @param projection the name of the projection that feeds the index
   * @param alias the alias of the index in OpenSearch
   * @param patterns the fields that can be searched by pattern
   * @param filters the fields by which searches and counts can be filtered
   */
  public record SearchFacts(
      String projection, String alias, List<String> patterns, List<String> filters) {
    public SearchFacts {
      patterns = List.copyOf(patterns);
      filters = List.copyOf(filters);
    }

    static SearchFacts of(SearchDescription search) {
      return new SearchFacts(
          search.projection(),
          search.alias(),
          search.patterns().stream().map(SearchDescription.Pattern::component).toList(),
          search.filters());
    }
  }
}
