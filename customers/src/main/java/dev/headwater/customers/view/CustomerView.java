package dev.headwater.customers.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The view of a customer.
 *
 * @param suspensionReason set if and only if the customer is suspended
 */
public record CustomerView(
    String customerId,
    String email,
    String name,
    CustomerStatus status,
    Instant registrationDate,
    Instant lastUpdated,
    @Nullable String suspensionReason) {
  CustomerView withEmail(String newEmail, Instant at) {
    return new CustomerView(
        customerId, newEmail, name, status, registrationDate, at, suspensionReason);
  }

  CustomerView withStatus(CustomerStatus newStatus, @Nullable String reason, Instant at) {
    return new CustomerView(customerId, email, name, newStatus, registrationDate, at, reason);
  }
}
