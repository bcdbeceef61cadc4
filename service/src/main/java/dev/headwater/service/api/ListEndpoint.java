package dev.headwater.service.api;

import dev.headwater.query.IndexEntry;
import dev.headwater.query.IndexedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.query.SortedPage;
import dev.headwater.query.ViewList;
import dev.headwater.service.ListDescription;
import dev.headwater.service.ViewRequest.Listing;
import dev.headwater.service.http.Cursor;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.OwnWrites.StoredPage;
import dev.headwater.service.http.PageRequest;
import dev.headwater.service.http.Response;
import dev.headwater.service.http.SeenVersion;
import dev.headwater.service.json.Component;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers pages of a list, read from the views. */
final class ListEndpoint<V> {
  private static final Map<String, ListOrder> ORDERS =
      Map.of("asc", ListOrder.ASCENDING, "desc", ListOrder.DESCENDING);

  private final QueriedView<V> queried;
  private final Listing listing;
  private final ViewList<V> list;
  private final String scope;
  private final ExactValues key;
  private final @Nullable String fixed;

  ListEndpoint(QueriedView<V> queried, Listing listing, Naming naming) {
    ListDescription described = queried.view().listBy(listing.key());
    this.queried = queried;
    this.listing = listing;
    this.list = queried.view().viewList(described);
    this.scope = naming.list(queried.view(), described);
    this.key = ExactValues.of(queried.view(), listing.key());
    this.fixed = fixed(queried.view().type().component(listing.key()), listing.fixed());
  }

  private static @Nullable String fixed(Component component, @Nullable Object value) {
    return value == null ? null : component.storedValue(value).toString();
  }

  String keyField() {
    return listing.key();
  }

  /**
   * @param inPath the value of the key in the path; {@code null} if it is a field
   */
  Response answer(Fields fields, @Nullable String inPath, Instant deadline) {
    Supplier<@Nullable String> partition =
        fixed == null ? key.key(fields, listing.key(), inPath) : () -> fixed;
    var order = fields.optional("order", ListEndpoint::order);
    var page = PageRequest.of(fields);
    var seen = fields.optional("after", queried::seen);
    fields.check();
    return answer(
        new Query(
            partition.get(),
            Objects.requireNonNullElse(order.get(), ListOrder.ASCENDING),
            page.get(),
            seen.get()),
        deadline);
  }

  private Response answer(Query query, Instant deadline) {
    return query
        .page()
        .answer(
            name(scope, query.partition(), query.order()),
            place -> page(query, place, deadline),
            entry -> queried.json(entry.view()));
  }

  private SortedPage<IndexedView<V, String>, String> page(
      Query query, @Nullable String place, Instant deadline) {
    ListRead read = listRead(query, place);
    return queried
        .ownWrites()
        .page(
            query.seen(),
            new StoredPage<>(
                () -> queried.reader().list(read, deadline),
                view -> place(query, view),
                new SortedPage.Bounds<>(
                    IndexedView::place, query.order().bySort(), place, query.page().limit())),
            deadline);
  }

  /** Takes any place that a list can have: a page may end on a damaged view. */
  private ListRead listRead(Query query, @Nullable String place) {
    List<String> partitions = query.partition() == null ? key.all() : List.of(query.partition());
    try {
      return new ListRead(list.name(), partitions, query.order(), place, query.page().limit());
    } catch (IllegalArgumentException outOfBounds) {
      throw Cursor.foreign();
    }
  }

  /** The place of a view; empty if it is not in the list. */
  private Optional<String> place(Query query, V view) {
    return list.place(view)
        .filter(entry -> query.partition() == null || query.partition().equals(entry.partition()))
        .map(IndexEntry::sort);
  }

  private static ListOrder order(String text) {
    ListOrder order = ORDERS.get(text);
    if (order == null) {
      throw new IllegalArgumentException("must be asc or desc");
    }
    return order;
  }

  /** Distinguishes a list and its filter from all others that have cursors. */
  static String name(String scope, @Nullable String partition, ListOrder order) {
    return scope
        + '/'
        + (partition == null ? "" : Naming.part(partition))
        + '/'
        + order.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A query for a page.
   *
   * @param partition {@code null} for all
   * @param seen the aggregate that the caller has changed or seen, if the request names one
   */
  private record Query(
      @Nullable String partition, ListOrder order, PageRequest page, @Nullable SeenVersion seen) {}
}
