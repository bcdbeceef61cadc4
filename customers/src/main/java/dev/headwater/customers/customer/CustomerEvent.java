package dev.headwater.customers.customer;

import dev.headwater.event.Personal;

/** The events of a customer. Fields are plain strings: stored events outlive validation rules. */
public sealed interface CustomerEvent {
  record CustomerRegistered(@Personal String email, @Personal String name)
      implements CustomerEvent {}

  record CustomerEmailUpdated(@Personal String oldEmail, @Personal String newEmail)
      implements CustomerEvent {}

  record CustomerSuspended(@Personal String reason) implements CustomerEvent {}

  record CustomerReactivated() implements CustomerEvent {}
}
