package dev.headwater.customers.api;

import dev.headwater.customers.customer.EmailPattern;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.WildcardPattern;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.PageRequest;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.SeenVersion;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A query for a page of the customers whose e-mail matches a pattern.
 *
 * @param digest of the pattern as the client sent it
 * @param status {@code null} for all
 * @param seen the customer that the caller has changed or seen, if the request names one
 */
record SearchQuery(
    String digest,
    WildcardPattern pattern,
    @Nullable CustomerStatus status,
    PageRequest page,
    @Nullable SeenVersion seen) {
  /**
   * @param field the field with the pattern
   * @throws ProblemException if fields are wrong
   */
  static SearchQuery parse(Fields fields, String field) {
    var digest = fields.required(field, text -> HexFormat.of().formatHex(Sha256.of(text)));
    var pattern = fields.required(field, SearchQuery::pattern);
    fields.refused("order", "does not go with email: what is found is sorted by e-mail");
    var status = fields.optionalEnum("status", CustomerStatus.class);
    var page = PageRequest.of(fields);
    var seen = ListQuery.seen(fields);
    fields.check();
    return new SearchQuery(digest.get(), pattern.get(), status.get(), page.get(), seen.get());
  }

  /** A pattern in the normal form of e-mail addresses. */
  static WildcardPattern pattern(String text) {
    return new WildcardPattern(EmailPattern.parse(text));
  }

  boolean includes(CustomerView view) {
    return (status == null || view.status() == status) && pattern.matches(view.email());
  }

  /** With a digest in the pattern's place, so that cursors stay short. */
  String listName() {
    return ListQuery.listName(status, ListOrder.ASCENDING) + "/search/" + digest;
  }
}
