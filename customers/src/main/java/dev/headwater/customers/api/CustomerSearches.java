package dev.headwater.customers.api;

import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.PatternSearch;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.SearchPage;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.SortedPage;
import dev.headwater.service.http.Cursor;
import dev.headwater.service.http.Json;
import dev.headwater.service.http.OwnWrites;
import dev.headwater.service.http.OwnWrites.StoredPage;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Searches by e-mail, and counts: the requests that need the search index.
 *
 * @param searchIndex {@code null} if search is switched off
 */
record CustomerSearches(
    @Nullable SearchIndex<CustomerView> searchIndex, OwnWrites<CustomerView> ownWrites) {
  Response search(SearchQuery query, Instant deadline) {
    return query
        .page()
        .answer(query.listName(), place -> page(query, place, deadline), CustomerJson::view);
  }

  private SortedPage<VersionedView<CustomerView>, String> page(
      SearchQuery query, @Nullable String place, Instant deadline) {
    SearchPosition begin = position(place);
    int limit = query.page().limit();
    PatternSearch search =
        new PatternSearch(
            CustomerViewFormat.EMAIL, query.pattern(), terms(query.status()), begin, limit);
    SearchIndex<CustomerView> index = index();
    SortedPage<VersionedView<CustomerView>, SearchPosition> page =
        ownWrites.page(
            query.seen(),
            new StoredPage<>(
                () -> {
                  SearchPage<CustomerView> found = index.search(search);
                  return new SortedPage<>(found.items(), found.next());
                },
                query::includes,
                new SortedPage.Bounds<>(
                    CustomerViewFormat::searchPlace, Comparator.naturalOrder(), begin, limit)),
            deadline);
    return new SortedPage<>(page.entries(), page.next() == null ? null : place(page.next()));
  }

  Response count(@Nullable CustomerStatus status) {
    return Response.ok(Json.object().put("count", index().count(terms(status))));
  }

  private SearchIndex<CustomerView> index() {
    if (searchIndex == null) {
      throw new ProblemException(CustomerProblems.SEARCH_OFF);
    }
    return searchIndex;
  }

  private static Map<String, String> terms(@Nullable CustomerStatus status) {
    return status == null ? Map.of() : Map.of(CustomerViewFormat.STATUS, status.name());
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
}
