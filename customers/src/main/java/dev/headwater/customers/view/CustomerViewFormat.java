package dev.headwater.customers.view;

import dev.headwater.customers.customer.CustomerId;
import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.opensearch.SearchField;
import dev.headwater.opensearch.SearchFormat;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.ViewList;
import dev.headwater.service.json.MillisText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the customer view as an item and as a search document, and defines its place in lists and
 * how it is searched.
 */
public final class CustomerViewFormat
    implements ViewFormat<CustomerView>, SearchFormat<CustomerView> {
  public static final String EMAIL = "email";
  public static final String STATUS = "status";
  public static final String LIST = "list";
  private static final String KEY = "customerId";

  @Override
  public String keyName() {
    return KEY;
  }

  @Override
  public Map<String, SearchField> fields() {
    return Map.of(
        EMAIL,
        SearchField.PATTERN,
        STATUS,
        SearchField.TERM,
        "name",
        SearchField.STORED,
        "registrationDate",
        SearchField.STORED,
        "lastUpdated",
        SearchField.STORED,
        "suspensionReason",
        SearchField.STORED);
  }

  @Override
  public Map<String, Object> encode(CustomerView view) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(EMAIL, view.email());
    fields.put("name", view.name());
    fields.put(STATUS, view.status().name());
    fields.put("registrationDate", MillisText.of(view.registrationDate()));
    fields.put("lastUpdated", MillisText.of(view.lastUpdated()));
    if (view.suspensionReason() != null) {
      fields.put("suspensionReason", view.suspensionReason());
    }
    return fields;
  }

  /** Strict, so that every stored view has a valid place in the lists and a valid id. */
  @Override
  public CustomerView decode(Map<String, Object> fields) {
    return new CustomerView(
        new CustomerId(text(fields, KEY)).value(),
        text(fields, EMAIL),
        text(fields, "name"),
        CustomerStatus.valueOf(text(fields, STATUS)),
        MillisText.parse(text(fields, "registrationDate")),
        MillisText.parse(text(fields, "lastUpdated")),
        fields.get("suspensionReason") instanceof String reason ? reason : null);
  }

  /** A list with a partition for each status, in the order of registration. */
  @Override
  public List<ViewList<CustomerView>> lists() {
    return List.of(
        new ViewList<>(LIST, true, view -> new IndexEntry(view.status().name(), listPlace(view))));
  }

  private static String listPlace(CustomerView view) {
    return MillisText.of(view.registrationDate()) + '#' + view.customerId();
  }

  /** The place in the lists of a customer that is not removed. */
  public static String listPlace(VersionedView<CustomerView> customer) {
    return listPlace(Objects.requireNonNull(customer.view()));
  }

  /** The place in the results of an e-mail search of a customer that is not removed. */
  public static SearchPosition searchPlace(VersionedView<CustomerView> customer) {
    CustomerView view = Objects.requireNonNull(customer.view());
    return SearchPosition.of(view.email(), view.customerId());
  }

  private static String text(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof String value) {
      return value;
    }
    throw new IllegalArgumentException("The field " + name + " is missing or not text");
  }
}
