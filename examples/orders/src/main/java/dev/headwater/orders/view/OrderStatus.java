package dev.headwater.orders.view;

/** An order's status. */
public enum OrderStatus {
  OPEN,
  PAID,
  SHIPPED,
  CANCELLED
}
