package dev.headwater.customers.view;

import java.time.Instant;

import dev.headwater.Projection;
import dev.headwater.RecordedEvent;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerReactivated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerEvent.CustomerSuspended;
import dev.headwater.customers.customer.CustomerId;
import org.jspecify.annotations.Nullable;

/** Folds a customer's events into the view, wherever that is kept. */
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
        return 1;
    }

    @Override
    public @Nullable CustomerView apply(@Nullable CustomerView view,
            RecordedEvent<CustomerEvent> recorded) {
        Instant at = recorded.timestamp();
        return switch (recorded.event()) {
            case CustomerRegistered(String email, String name) -> new CustomerView(
                    recorded.stream().id(), email, name, CustomerStatus.ACTIVE, at, at, null);
            case CustomerEmailUpdated(_, String newEmail) ->
                registered(view, recorded).withEmail(newEmail, at);
            case CustomerSuspended(String reason) ->
                registered(view, recorded).withStatus(CustomerStatus.SUSPENDED, reason, at);
            case CustomerReactivated() ->
                registered(view, recorded).withStatus(CustomerStatus.ACTIVE, null, at);
        };
    }

    private static CustomerView registered(@Nullable CustomerView view,
            RecordedEvent<CustomerEvent> recorded) {
        if (view == null) {
            throw new IllegalStateException(
                    recorded.eventId() + " comes before the customer is registered");
        }
        return view;
    }
}
