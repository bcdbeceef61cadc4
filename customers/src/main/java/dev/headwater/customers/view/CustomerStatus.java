package dev.headwater.customers.view;

/** Where a customer stands. */
public enum CustomerStatus {
  ACTIVE,
  SUSPENDED
}
