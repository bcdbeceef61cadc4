package dev.headwater.orders.view;

import dev.headwater.event.RecordedEvent;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.orders.order.OrderEvent.LineAdded;
import dev.headwater.orders.order.OrderEvent.OrderCancelled;
import dev.headwater.orders.order.OrderEvent.OrderLine;
import dev.headwater.orders.order.OrderEvent.OrderPaid;
import dev.headwater.orders.order.OrderEvent.OrderPlaced;
import dev.headwater.orders.order.OrderEvent.OrderShipped;
import dev.headwater.projection.Projection;
import org.jspecify.annotations.Nullable;

/**
 * Folds an order's events into the view. Like the decider, it ignores an event that does not fit,
 * which only a bug could have stored.
 */
public final class OrderProjection implements Projection<OrderView, OrderEvent> {
  @Override
  public int revision() {
    return 1;
  }

  @Override
  public @Nullable OrderView apply(@Nullable OrderView view, RecordedEvent<OrderEvent> recorded) {
    if (view == null) {
      return recorded.event() instanceof OrderPlaced placed ? open(placed, recorded) : null;
    }
    return switch (recorded.event()) {
      case OrderPlaced _ -> view;
      case LineAdded(OrderLine line) -> view.with(line);
      case OrderPaid _ -> view.with(OrderStatus.PAID, null);
      case OrderShipped shipped -> view.with(OrderStatus.SHIPPED, shipped.trackingNumber());
      case OrderCancelled _ -> view.with(OrderStatus.CANCELLED, null);
    };
  }

  private static OrderView open(OrderPlaced placed, RecordedEvent<OrderEvent> recorded) {
    return new OrderView(
        recorded.stream().id(),
        placed.number(),
        placed.customerId(),
        placed.customerName(),
        OrderStatus.OPEN,
        recorded.timestamp(),
        placed.total(),
        false,
        placed.lines().size(),
        null);
  }
}
