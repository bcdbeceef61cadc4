package dev.headwater.orders.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands to an order. Their fields are always valid and normalised. */
public sealed interface OrderCommand {
  OrderId orderId();

  record PlaceOrder(
      OrderId orderId,
      OrderNumber number,
      CustomerId customerId,
      CustomerName customerName,
      List<Line> lines)
      implements OrderCommand {
    public PlaceOrder {
      lines = List.copyOf(lines);
      if (lines.isEmpty()) {
        throw new IllegalArgumentException("must have at least one line");
      }
    }
  }

  /** The price is that of one piece. */
  record AddLine(OrderId orderId, Sku sku, Quantity quantity, Money price)
      implements OrderCommand {}

  record PayOrder(OrderId orderId, Money amount) implements OrderCommand {}

  /** The tracking number is {@code null} if the carrier gave none. */
  record ShipOrder(OrderId orderId, @Nullable TrackingNumber trackingNumber)
      implements OrderCommand {}

  /** The order is cancelled by the caller whom the access token names; {@code null} without one. */
  record CancelOrder(OrderId orderId, Reason reason, @Nullable String by) implements OrderCommand {}
}
