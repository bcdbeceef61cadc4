package dev.headwater.customers.api;

import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.query.ListOrder;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.PageRequest;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.SeenVersion;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query for a page of a list of customers.
 *
 * @param status {@code null} for all
 * @param seen the customer that the caller has changed or seen, if the request names one
 */
record ListQuery(
    @Nullable CustomerStatus status,
    ListOrder order,
    PageRequest page,
    @Nullable SeenVersion seen) {
  private static final Map<String, ListOrder> ORDERS =
      Map.of("asc", ListOrder.ASCENDING, "desc", ListOrder.DESCENDING);

  /**
   * @throws ProblemException if fields are wrong
   */
  static ListQuery parse(Fields fields) {
    return parse(fields, fields.optionalEnum("status", CustomerStatus.class));
  }

  /**
   * For the list of one status.
   *
   * @throws ProblemException if fields are wrong
   */
  static ListQuery parse(Fields fields, CustomerStatus only) {
    return parse(fields, () -> only);
  }

  private static ListQuery parse(Fields fields, Supplier<@Nullable CustomerStatus> status) {
    var order = fields.optional("order", ListQuery::order);
    var page = PageRequest.of(fields);
    var seen = seen(fields);
    fields.check();
    return new ListQuery(
        status.get(),
        Objects.requireNonNullElse(order.get(), ListOrder.ASCENDING),
        page.get(),
        seen.get());
  }

  static Supplier<@Nullable SeenVersion> seen(Fields fields) {
    return fields.optional(
        "after", text -> SeenVersion.parse(text, "customerId", id -> new CustomerId(id).value()));
  }

  private static ListOrder order(String text) {
    ListOrder order = ORDERS.get(text);
    if (order == null) {
      throw new IllegalArgumentException("must be asc or desc");
    }
    return order;
  }

  boolean includes(CustomerView view) {
    return status == null || view.status() == status;
  }

  /** By {@link CustomerViewFormat#listPlace}. */
  Comparator<String> placesInOrder() {
    return order == ListOrder.ASCENDING ? Comparator.naturalOrder() : Comparator.reverseOrder();
  }

  String listName() {
    return listName(status, order);
  }

  /** Distinguishes this list from all others that have cursors. */
  static String listName(@Nullable CustomerStatus status, ListOrder order) {
    return "customers/"
        + (status == null ? "" : status.name())
        + '/'
        + order.name().toLowerCase(Locale.ROOT);
  }
}
