package dev.headwater.customers.view;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerReactivated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerEvent.CustomerSuspended;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Folds a customer's events into the view, wherever that is kept. As for the decider, an event that
 * does not fit, which only a bug could have stored, changes nothing; and an e-mail is shown in
 * today's normal form, which the stored event may be older than.
 */
public record CustomerProjection(String name) implements Projection<CustomerView, CustomerEvent> {
  public CustomerProjection() {
    this("customer-view");
  }

  @Override
  public String category() {
    return CustomerId.CATEGORY;
  }

  @Override
  public int revision() {
    return 3;
  }

  @Override
  public @Nullable CustomerView apply(
      @Nullable CustomerView view, RecordedEvent<CustomerEvent> recorded) {
    Instant at = recorded.timestamp();
    if (view == null) {
      return recorded.event() instanceof CustomerRegistered(String email, String name)
          ? new CustomerView(
              recorded.stream().id(),
              EmailAddress.normalise(email),
              name,
              CustomerStatus.ACTIVE,
              at,
              at,
              null)
          : null;
    }
    return switch (recorded.event()) {
      case CustomerRegistered _ -> view;
      case CustomerEmailUpdated(_, String newEmail) ->
          view.withEmail(EmailAddress.normalise(newEmail), at);
      case CustomerSuspended(String reason) ->
          view.withStatus(CustomerStatus.SUSPENDED, reason, at);
      case CustomerReactivated() -> view.withStatus(CustomerStatus.ACTIVE, null, at);
    };
  }
}
