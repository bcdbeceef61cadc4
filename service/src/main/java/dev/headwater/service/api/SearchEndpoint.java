package dev.headwater.service.api;

import dev.headwater.query.IndexedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.PatternSearch;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.SortedPage;
import dev.headwater.query.WildcardPattern;
import dev.headwater.service.SearchDescription;
import dev.headwater.service.ViewRequest.Searching;
import dev.headwater.service.http.Cursor;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.OwnWrites.StoredPage;
import dev.headwater.service.http.PageRequest;
import dev.headwater.service.http.Response;
import dev.headwater.service.http.SeenVersion;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers pages of the views that match a pattern, read from the search index. */
final class SearchEndpoint<V> {
  private final QueriedView<V> queried;
  private final SearchDescription.Pattern described;
  private final SearchFilters<V> filters;
  private final String field;
  private final String scope;

  SearchEndpoint(QueriedView<V> queried, Searching searching, Naming naming) {
    this.queried = queried;
    this.described = queried.view().patternOf(searching.component());
    this.filters = new SearchFilters<>(queried.view());
    this.field = searching.field();
    this.scope = naming.search(queried.view(), searching.component());
  }

  /** The request's field with the pattern. */
  String field() {
    return field;
  }

  Response answer(Fields fields, Instant deadline) {
    var digest = fields.required(field, text -> HexFormat.of().formatHex(Sha256.of(text)));
    var pattern = fields.required(field, this::pattern);
    fields.refused(
        "order",
        "does not go with "
            + described.component()
            + ": what is found is sorted by "
            + described.label());
    var terms = filters.read(fields);
    var page = PageRequest.of(fields);
    var seen = fields.optional("after", queried::seen);
    fields.check();
    return answer(
        new Query(digest.get(), pattern.get(), terms.get(), page.get(), seen.get()), deadline);
  }

  private WildcardPattern pattern(String text) {
    return new WildcardPattern(described.normaliser().apply(text));
  }

  private Response answer(Query query, Instant deadline) {
    return query
        .page()
        .answer(
            name(query),
            place -> page(query, place, deadline),
            entry -> queried.json(entry.view()));
  }

  /** With a digest in the pattern's place, so that cursors stay short. */
  private String name(Query query) {
    return ListEndpoint.name(scope, filters.name(query.terms()), ListOrder.ASCENDING)
        + "/search/"
        + query.digest();
  }

  private SortedPage<IndexedView<V, SearchPosition>, String> page(
      Query query, @Nullable String place, Instant deadline) {
    SearchPosition begin = position(place);
    int limit = query.page().limit();
    PatternSearch search =
        new PatternSearch(described.component(), query.pattern(), query.terms(), begin, limit);
    var index = SearchOff.require(queried.index());
    SortedPage<IndexedView<V, SearchPosition>, SearchPosition> page =
        queried
            .ownWrites()
            .page(
                query.seen(),
                new StoredPage<>(
                    () -> index.search(search),
                    view -> position(query, view),
                    new SortedPage.Bounds<>(
                        IndexedView::place, Comparator.naturalOrder(), begin, limit)),
                deadline);
    return new SortedPage<>(page.entries(), page.next() == null ? null : place(page.next()));
  }

  /** The position of a view in the results; empty if the query does not find it. */
  private Optional<SearchPosition> position(Query query, V view) {
    return filters.match(query.terms(), view) && query.pattern().matches(searched(view))
        ? Optional.of(SearchPosition.of(searched(view), queried.view().id(view)))
        : Optional.empty();
  }

  private String searched(V view) {
    return Objects.requireNonNull(queried.view().text(view, described.component()));
  }

  /** The id first, without line breaks, which only a damaged id could contain. */
  static String place(SearchPosition position) {
    String id = position.id().replace("%", "%25").replace("\n", "%0A");
    return id + '\n' + position.value();
  }

  static @Nullable SearchPosition position(@Nullable String place) {
    if (place == null) {
      return null;
    }
    String[] parts = place.split("\n", 2);
    if (parts.length < 2) {
      throw Cursor.foreign();
    }
    return new SearchPosition(parts[1], parts[0].replace("%0A", "\n").replace("%25", "%"));
  }

  /**
   * A query for a page.
   *
   * @param digest of the pattern as the client sent it
   * @param seen the aggregate that the caller has changed or seen, if the request names one
   */
  private record Query(
      String digest,
      WildcardPattern pattern,
      Map<String, String> terms,
      PageRequest page,
      @Nullable SeenVersion seen) {}
}
