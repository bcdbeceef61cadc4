package dev.headwater.orders.replaced;

import dev.headwater.orders.Orders;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;

/** The order service after the replaced view was removed. */
public final class OrdersAfter implements ServiceDefinition {
  @Override
  @SuppressWarnings("unchecked") // the description has these types
  public Service describe() {
    Service orders = new Orders().describe();
    var order = (Aggregate<?, ?, OrderEvent, ?>) orders.aggregates().getFirst();
    return Service.of("orders").aggregate(order).view(OrdersBeside.overview(order));
  }
}
