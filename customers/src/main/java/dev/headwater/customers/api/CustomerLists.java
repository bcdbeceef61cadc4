package dev.headwater.customers.api;

import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.ListRead;
import dev.headwater.query.SortedPage;
import dev.headwater.query.ViewPage;
import dev.headwater.query.ViewReader;
import dev.headwater.service.http.Cursor;
import dev.headwater.service.http.OwnWrites;
import dev.headwater.service.http.OwnWrites.StoredPage;
import dev.headwater.service.http.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of customers by registration, read from the views. */
record CustomerLists(ViewReader<CustomerView> views, OwnWrites<CustomerView> ownWrites) {
  Response list(ListQuery query, Instant deadline) {
    return query
        .page()
        .answer(query.listName(), place -> page(query, place, deadline), CustomerJson::view);
  }

  private SortedPage<VersionedView<CustomerView>, String> page(
      ListQuery query, @Nullable String place, Instant deadline) {
    ListRead read = listRead(query, place);
    return ownWrites.page(
        query.seen(),
        new StoredPage<>(
            () -> {
              ViewPage<CustomerView> stored = views.list(read, deadline);
              return new SortedPage<>(stored.items(), stored.nextSort());
            },
            query::includes,
            new SortedPage.Bounds<>(
                CustomerViewFormat::listPlace, query.placesInOrder(), place, query.page().limit())),
        deadline);
  }

  /** Takes any place that a list can have: a page may end on a damaged view. */
  private static ListRead listRead(ListQuery query, @Nullable String place) {
    CustomerStatus status = query.status();
    List<String> partitions =
        status == null
            ? Arrays.stream(CustomerStatus.values()).map(Enum::name).toList()
            : List.of(status.name());
    try {
      return new ListRead(
          CustomerViewFormat.LIST, partitions, query.order(), place, query.page().limit());
    } catch (IllegalArgumentException outOfBounds) {
      throw Cursor.foreign();
    }
  }
}
