package dev.headwater.customers.view;

/** A customer's status. */
public enum CustomerStatus {
  ACTIVE,
  SUSPENDED
}
