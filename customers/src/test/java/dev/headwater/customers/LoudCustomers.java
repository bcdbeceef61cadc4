package dev.headwater.customers;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.event.RecordedEvent;
import dev.headwater.opensearch.SearchField;
import dev.headwater.opensearch.SearchFormat;
import dev.headwater.projection.Projection;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.query.ViewList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Views of customers as a later revision folds them, which shows names in upper case. */
public final class LoudCustomers {
  public static final ViewDefinition<CustomerView, CustomerEvent> VIEW = view();

  private LoudCustomers() {}

  private static ViewDefinition<CustomerView, CustomerEvent> view() {
    ViewDefinition<CustomerView, CustomerEvent> today = Described.VIEW.definition();
    return new ViewDefinition<>(
        today.name(), today.category(), today.type(), new Loud(today.projection()));
  }

  private record Loud(Projection<CustomerView, CustomerEvent> today)
      implements Projection<CustomerView, CustomerEvent> {
    @Override
    public int revision() {
      return today.revision() + 1;
    }

    @Override
    public @Nullable CustomerView apply(
        @Nullable CustomerView before, RecordedEvent<CustomerEvent> event) {
      CustomerView view = today.apply(before, event);
      return view == null
          ? null
          : new CustomerView(
              view.customerId(),
              view.email(),
              view.name().toUpperCase(Locale.ROOT),
              view.status(),
              view.registrationDate(),
              view.lastUpdated(),
              view.suspensionReason());
    }
  }

  /** As items. */
  public static ViewFormat<CustomerView> viewFormat() {
    ViewFormat<CustomerView> today = Described.VIEW.viewFormat();
    return new ViewFormat<>() {
      @Override
      public String keyName() {
        return today.keyName();
      }

      @Override
      public String fingerprint() {
        return VIEW.fingerprint();
      }

      @Override
      public Map<String, Object> encode(CustomerView view) {
        return today.encode(view);
      }

      @Override
      public CustomerView decode(Map<String, Object> fields) {
        return today.decode(fields);
      }

      @Override
      public List<ViewList<CustomerView>> lists() {
        return today.lists();
      }
    };
  }

  /** As documents. */
  public static SearchFormat<CustomerView> searchFormat() {
    SearchFormat<CustomerView> today = Described.VIEW.searchFormat();
    return new SearchFormat<>() {
      @Override
      public String keyName() {
        return today.keyName();
      }

      @Override
      public String fingerprint() {
        return VIEW.fingerprint();
      }

      @Override
      public Map<String, SearchField> fields() {
        return today.fields();
      }

      @Override
      public Map<String, Object> encode(CustomerView view) {
        return today.encode(view);
      }

      @Override
      public CustomerView decode(Map<String, Object> fields) {
        return today.decode(fields);
      }
    };
  }
}
