package dev.headwater.orders.view;

import dev.headwater.orders.order.CustomerId;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.ListOrder;
import dev.headwater.service.Answer;
import dev.headwater.service.Reads;
import dev.headwater.service.View;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** Asks what a customer still has to pay, for the newest orders. */
public record BalanceQuery(CustomerId customerId) {
  private static final int MAX_ORDERS = 1000;

  /** Adds up the customer's open orders. */
  public Answer<Balance> answer(Reads reads, View<OrderView, OrderEvent> orders) {
    List<OrderView> open =
        reads
            .list(orders, "customerId", customerId.value(), ListOrder.DESCENDING, null, MAX_ORDERS)
            .entries()
            .stream()
            .map(VersionedView::view)
            .filter(Objects::nonNull)
            .filter(order -> order.status() == OrderStatus.OPEN)
            .toList();
    BigDecimal due = open.stream().map(OrderView::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Answer.found(new Balance(customerId.value(), due, open.size()));
  }
}
