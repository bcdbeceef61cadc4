package dev.headwater.customers.customer;

/** What happens to a customer. Plain strings: stored events outlive today's rules for fields. */
public sealed interface CustomerEvent {
  record CustomerRegistered(String email, String name) implements CustomerEvent {}

  record CustomerEmailUpdated(String oldEmail, String newEmail) implements CustomerEvent {}

  record CustomerSuspended(String reason) implements CustomerEvent {}

  record CustomerReactivated() implements CustomerEvent {}
}
