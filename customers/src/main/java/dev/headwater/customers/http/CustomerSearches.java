package dev.headwater.customers.http;

import dev.headwater.customers.customer.EmailPattern;
import dev.headwater.customers.http.OwnWrites.Seen;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.opensearch.PatternSearch;
import dev.headwater.opensearch.SearchPage;
import dev.headwater.opensearch.SearchPosition;
import dev.headwater.opensearch.WildcardPattern;
import dev.headwater.projection.SortedPage;
import dev.headwater.projection.VersionedView;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Searches by e-mail, and counts: what the index answers, if there is one. */
final class CustomerSearches {
  private final @Nullable OpenSearchIndex<CustomerView> index;

  /**
   * @param index {@code null} while search is switched off
   */
  CustomerSearches(@Nullable OpenSearchIndex<CustomerView> index) {
    this.index = index;
  }

  /** A pattern of e-mail addresses, in the normal form that they have themselves. */
  static WildcardPattern pattern(String text) {
    return new WildcardPattern(EmailPattern.parse(text));
  }

  /**
   * @param reader of the customer that was seen before
   */
  Response search(
      WildcardPattern pattern,
      String text,
      ListParameters asked,
      Function<Seen, VersionedView<CustomerView>> reader) {
    String list = asked.listName() + "/search/" + HexFormat.of().formatHex(Sha256.of(text));
    SearchPosition begin = position(Cursor.place(asked.cursor(), list));
    PatternSearch search =
        new PatternSearch(
            CustomerViewFormat.EMAIL, pattern, terms(asked.status()), begin, asked.limit());
    OpenSearchIndex<CustomerView> asIndexed = index();
    SortedPage<VersionedView<CustomerView>, SearchPosition> page =
        asked.overlaid(
            () -> {
              SearchPage<CustomerView> found = asIndexed.search(search);
              return new SortedPage<>(found.items(), found.next());
            },
            reader,
            view -> asked.include(view) && pattern.matches(view.email()),
            new SortedPage.Bounds<>(
                CustomerViewFormat::searchPlace, Comparator.naturalOrder(), begin, asked.limit()));
    SearchPosition next = page.next();
    return CustomerJson.page(page.entries(), list, next == null ? null : place(next));
  }

  Response count(@Nullable CustomerStatus status) {
    return Response.ok(Json.object().put("count", index().count(terms(status))));
  }

  private OpenSearchIndex<CustomerView> index() {
    if (index == null) {
      throw new ProblemException(
          Problem.of(
              ProblemType.SEARCH_OFF, "Search is switched off: deploy with SearchEnabled=true."));
    }
    return index;
  }

  private static Map<String, String> terms(@Nullable CustomerStatus status) {
    return status == null ? Map.of() : Map.of(CustomerViewFormat.STATUS, status.name());
  }

  /** The id first, without line breaks: only one that somebody has damaged could have any. */
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
