package dev.headwater.customers.customer;

/** The events of a customer. Fields are plain strings: stored events outlive validation rules. */
public sealed interface CustomerEvent {
  record CustomerRegistered(String email, String name) implements CustomerEvent {}

  record CustomerEmailUpdated(String oldEmail, String newEmail) implements CustomerEvent {}

  record CustomerSuspended(String reason) implements CustomerEvent {}

  record CustomerReactivated() implements CustomerEvent {}
}
