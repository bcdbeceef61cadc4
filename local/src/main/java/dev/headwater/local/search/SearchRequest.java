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
 * What a search asks for.
 *
 * @param sort empty for the order of the index
 * @param after the sort values of the hit before the first one; {@code null} for the first page
 * @param countUpTo how many matches are counted exactly; 0 for no count at all
 * @param versions whether each hit tells its document's version
 */
record SearchRequest(
    Query query,
    List<SortKey> sort,
    @Nullable List<@Nullable String> after,
    int size,
    int countUpTo,
    boolean versions,
    SourceFilter source) {
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
        body.whole("size", DEFAULT_SIZE, MAX_SIZE),
        countUpTo(body),
        body.flag("version", false),
        SourceFilter.read(body.get("_source")));
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
        throw SearchException.malformed("[search_after] has a value that is no scalar");
      }
      values.add(value.isNull() ? null : value.asString());
    }
    return values;
  }

  private static int countUpTo(JsonObject body) {
    return body.get("track_total_hits").isBoolean()
        ? body.flag("track_total_hits", true) ? Integer.MAX_VALUE : 0
        : body.whole("track_total_hits", DEFAULT_COUNT, Integer.MAX_VALUE);
  }

  Sort luceneSort() {
    return sort.isEmpty()
        ? Sort.INDEXORDER
        : new Sort(sort.stream().map(SortKey::toLucene).toArray(SortField[]::new));
  }

  /** Behind every document with these very sort values. */
  @Nullable FieldDoc luceneAfter() {
    return after == null
        ? null
        : new FieldDoc(
            Integer.MAX_VALUE,
            Float.NaN,
            after.stream().map(value -> value == null ? null : new BytesRef(value)).toArray());
  }
}
