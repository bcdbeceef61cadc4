package dev.headwater.local.search;

import dev.headwater.local.search.index.JsonObject;
import dev.headwater.local.search.index.Mapping;
import dev.headwater.local.search.index.SearchException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A parsed search.
 *
 * @param sort empty for index order
 * @param after the sort values of the last hit of the previous page; {@code null} for the first
 *     page
 * @param countUpTo up to how many matches to count exactly; 0 for no count
 * @param versions whether hits include their document's version
 * @param source whether hits include their document
 */
record SearchRequest(
    Query query,
    List<SortKey> sort,
    @Nullable List<@Nullable String> after,
    int size,
    int countUpTo,
    boolean versions,
    boolean source) {
  static final int MAX_SIZE = 10_000;
  private static final int DEFAULT_SIZE = 10;
  private static final int DEFAULT_COUNT = 10_000;

  static SearchRequest read(Mapping mapping, JsonObject body) {
    body.allowing(
        "query", "sort", "search_after", "size", "track_total_hits", "version", "_source");
    List<SortKey> sort = SortKey.read(mapping, body.get("sort"));
    return new SearchRequest(
        QueryReader.read(mapping, body.get("query")),
        sort,
        after(sort, body.get("search_after")),
        body.integer("size", DEFAULT_SIZE, MAX_SIZE),
        countUpTo(body),
        body.flag("version", false),
        body.flag("_source", true));
  }

  private static @Nullable List<@Nullable String> after(List<SortKey> sort, JsonNode given) {
    if (given.isMissingNode()) {
      return null;
    }
    if (sort.isEmpty()) {
      throw SearchException.illegal("Sort must contain at least one field.");
    }
    if (!given.isArray() || given.size() != sort.size()) {
      throw SearchException.illegal(
          "search_after has " + given.size() + " value(s) but sort has " + sort.size() + ".");
    }
    var values = new ArrayList<@Nullable String>();
    for (JsonNode value : given) {
      if (value.isContainer()) {
        throw SearchException.malformed("[search_after] has a value that is not a scalar");
      }
      values.add(value.isNull() ? null : value.asString());
    }
    return values;
  }

  private static int countUpTo(JsonObject body) {
    return body.get("track_total_hits").isBoolean()
        ? body.flag("track_total_hits", true) ? Integer.MAX_VALUE : 0
        : body.integer("track_total_hits", DEFAULT_COUNT, Integer.MAX_VALUE);
  }

  Sort luceneSort() {
    return sort.isEmpty()
        ? Sort.INDEXORDER
        : new Sort(sort.stream().map(SortKey::toLucene).toArray(SortField[]::new));
  }

  /** A position after all documents with these sort values. */
  @Nullable FieldDoc luceneAfter() {
    return after == null
        ? null
        : new FieldDoc(
            Integer.MAX_VALUE,
            Float.NaN,
            after.stream().map(value -> value == null ? null : new BytesRef(value)).toArray());
  }
}
