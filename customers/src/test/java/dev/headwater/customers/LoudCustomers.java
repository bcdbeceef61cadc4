package dev.headwater.customers;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import dev.headwater.service.View;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Views of customers as a later revision folds them, which shows names in upper case. */
public final class LoudCustomers {
  /** In the same lists and found by the same searches as those of today. */
  public static final View<CustomerView, CustomerEvent> VIEW =
      View.of(
              Described.VIEW.name(),
              Described.CUSTOMER,
              CustomerView.class,
              new Loud(Described.VIEW.definition().projection()))
          .listedBy("list", "status", "registrationDate")
          .searchedIn("customer-search", "customers")
          .searchedBy("email")
          .filteredBy("status");

  private LoudCustomers() {}

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
}
