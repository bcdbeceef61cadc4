package dev.headwater.customers.http;

import dev.headwater.customers.http.OwnWrites.Seen;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.dynamodb.views.ListOrder;
import dev.headwater.host.ParallelCalls;
import dev.headwater.projection.SortedPage;
import dev.headwater.projection.SortedPage.Bounds;
import dev.headwater.projection.VersionedView;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which part of which list is asked for; to be read after the check of its fields. */
record ListParameters(
    Supplier<@Nullable CustomerStatus> givenStatus,
    Supplier<@Nullable ListOrder> givenOrder,
    Supplier<@Nullable Integer> givenLimit,
    Supplier<@Nullable String> givenCursor,
    Supplier<@Nullable Seen> givenAfter) {
  static final int MAX_LIMIT = 100;

  private static final int DEFAULT_LIMIT = 50;
  private static final Map<String, ListOrder> ORDERS =
      Map.of("asc", ListOrder.ASCENDING, "desc", ListOrder.DESCENDING);

  /** Of a list: all parameters. */
  static ListParameters of(Fields fields) {
    return of(
        fields,
        fields.optional("status", ListParameters::status),
        fields.optional("order", ListParameters::order));
  }

  /** Of the list of one status. */
  static ListParameters of(Fields fields, CustomerStatus only) {
    return of(fields, () -> only, fields.optional("order", ListParameters::order));
  }

  /** Of a search, which has an order of its own. */
  static ListParameters ofSearch(Fields fields) {
    fields.refused("order", "does not go with email: what is found is sorted by e-mail");
    return of(fields, fields.optional("status", ListParameters::status), () -> null);
  }

  /** Of a page of anything else. */
  static ListParameters ofPage(Fields fields) {
    return new ListParameters(
        () -> null,
        () -> null,
        fields.optionalNumber("limit", ListParameters::limit),
        fields.optional("cursor", text -> text),
        () -> null);
  }

  private static ListParameters of(
      Fields fields,
      Supplier<@Nullable CustomerStatus> status,
      Supplier<@Nullable ListOrder> order) {
    return new ListParameters(
        status,
        order,
        fields.optionalNumber("limit", ListParameters::limit),
        fields.optional("cursor", text -> text),
        fields.optional("after", Seen::parse));
  }

  /** {@code null} for all. */
  @Nullable CustomerStatus status() {
    return givenStatus.get();
  }

  ListOrder order() {
    return Objects.requireNonNullElse(givenOrder.get(), ListOrder.ASCENDING);
  }

  int limit() {
    return Objects.requireNonNullElse(givenLimit.get(), DEFAULT_LIMIT);
  }

  /** As the client sent it. */
  @Nullable String cursor() {
    return givenCursor.get();
  }

  /** The customer that the reader has changed or seen, which no page shows from before. */
  @Nullable Seen after() {
    return givenAfter.get();
  }

  /** Whether a view has the status that is asked for. */
  boolean include(CustomerView view) {
    return status() == null || view.status() == status();
  }

  /** The order of the list, by the places of {@link CustomerViewFormat#listPlace}. */
  Comparator<String> placesInOrder() {
    return order() == ListOrder.ASCENDING ? Comparator.naturalOrder() : Comparator.reverseOrder();
  }

  /**
   * The page with the customer that the reader has seen where they belong, if the request names
   * one: both are read at the same time. Which of them is newer does not matter, since the page
   * shows the customer from what was read of them alone.
   *
   * @param page reads the page as it is stored
   * @param reader of the customer as they were seen, or later
   * @param include whether a view is in what was asked for
   */
  <K> SortedPage<VersionedView<CustomerView>, K> overlaid(
      Supplier<SortedPage<VersionedView<CustomerView>, K>> page,
      Function<Seen, VersionedView<CustomerView>> reader,
      Predicate<CustomerView> include,
      Bounds<VersionedView<CustomerView>, K> bounds) {
    Seen seen = after();
    return seen == null
        ? page.get()
        : ParallelCalls.onVirtualThreads()
            .callBoth(
                page,
                () -> reader.apply(seen),
                (read, fresh) -> overlay(read, fresh, seen, include, bounds));
  }

  private static <K> SortedPage<VersionedView<CustomerView>, K> overlay(
      SortedPage<VersionedView<CustomerView>, K> page,
      VersionedView<CustomerView> fresh,
      Seen seen,
      Predicate<CustomerView> include,
      Bounds<VersionedView<CustomerView>, K> bounds) {
    CustomerView view = fresh.view();
    return page.overlay(
        entry -> entry.view() != null && entry.view().customerId().equals(seen.id().value()),
        view != null && include.test(view) ? fresh : null,
        bounds);
  }

  /** Names the list among all that have cursors. */
  String listName() {
    CustomerStatus status = status();
    return "customers/"
        + (status == null ? "" : status.name())
        + '/'
        + order().name().toLowerCase(Locale.ROOT);
  }

  static CustomerStatus status(String text) {
    return Arrays.stream(CustomerStatus.values())
        .filter(status -> status.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of "
                        + Arrays.stream(CustomerStatus.values())
                            .map(Enum::name)
                            .collect(Collectors.joining(", "))));
  }

  private static ListOrder order(String text) {
    ListOrder order = ORDERS.get(text);
    if (order == null) {
      throw new IllegalArgumentException("must be asc or desc");
    }
    return order;
  }

  private static Integer limit(String text) {
    if (text.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    }
    throw new IllegalArgumentException("must be a whole number from 1 to " + MAX_LIMIT);
  }
}
