package dev.headwater.customers.view;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerReactivated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerEvent.CustomerSuspended;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Folds a customer's events into the view, for every store that holds it. Like the decider, it
 * ignores an event that does not fit the state, which only a bug could have stored. It shows e-mail
 * addresses in their current normal form; stored events may predate it.
 */
public record CustomerProjection() implements Projection<CustomerView, CustomerEvent> {
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
