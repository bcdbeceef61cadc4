package dev.headwater.customers.customer;

/** A customer's state, reduced to what decisions need. */
public sealed interface Customer {
  record Unregistered() implements Customer {}

  record Active(String email) implements Customer {}

  record Suspended(String email) implements Customer {}
}
