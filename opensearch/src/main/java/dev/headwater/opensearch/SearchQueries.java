package dev.headwater.opensearch;

import dev.headwater.query.PatternSearch;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.WildcardPattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.query_dsl.BoolQuery;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.SearchRequest;

/** Builds the requests of searches and scans, none of which finds tombstones. */
record SearchQueries(String index, String keyName) {
  /** Requests one view more than a page holds, to see whether another page follows. */
  SearchRequest search(PatternSearch search) {
    String exact = SearchField.exact(search.field());
    SearchRequest.Builder request =
        new SearchRequest.Builder()
            .index(index)
            .query(living(search.terms()).filter(match(search)).filter(hasKey()).build().toQuery())
            .sort(ascending(exact), ascending(keyName))
            .size(search.limit() + 1)
            .version(true)
            .trackTotalHits(total -> total.enabled(false));
    SearchPosition after = search.after();
    if (after != null) {
      request.searchAfter(FieldValue.of(after.value()), FieldValue.of(after.id()));
    }
    return request.build();
  }

  /** A page of all views, by key and without their content. */
  SearchRequest page(@Nullable String afterKey, int size) {
    SearchRequest.Builder request =
        new SearchRequest.Builder()
            .index(index)
            .query(all(Map.of()))
            .sort(ascending(keyName))
            .source(source -> source.fetch(false))
            .size(size)
            .trackTotalHits(total -> total.enabled(false));
    if (afterKey != null) {
      request.searchAfter(FieldValue.of(afterKey));
    }
    return request.build();
  }

  /** All views that have these values. */
  static Query all(Map<String, String> terms) {
    return living(terms).build().toQuery();
  }

  private static BoolQuery.Builder living(Map<String, String> terms) {
    BoolQuery.Builder query =
        new BoolQuery.Builder()
            .mustNot(not -> not.term(term -> term.field(Document.REMOVED).value(FieldValue.TRUE)));
    terms.forEach((field, value) -> query.filter(term(field, value)));
    return query;
  }

  /** Any result may end a page, and the next page continues after its key. */
  private Query hasKey() {
    return Query.of(query -> query.exists(exists -> exists.field(keyName)));
  }

  /** A pattern's normal form has the syntax of Lucene's wildcard queries. */
  private static Query match(PatternSearch search) {
    WildcardPattern pattern = search.pattern();
    return pattern.isExact()
        ? term(SearchField.exact(search.field()), pattern.text())
        : Query.of(
            query ->
                query.wildcard(
                    wildcard -> wildcard.field(search.field()).value(pattern.normalForm())));
  }

  private static Query term(String field, String value) {
    return Query.of(query -> query.term(term -> term.field(field).value(FieldValue.of(value))));
  }

  private static SortOptions ascending(String field) {
    return SortOptions.of(sort -> sort.field(by -> by.field(field).order(SortOrder.Asc)));
  }
}
