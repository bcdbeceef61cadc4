package dev.headwater.orders.order;

import dev.headwater.orders.order.OrderEvent.OrderLine;

/**
 * What is ordered.
 *
 * @param price of one piece
 */
public record Line(Sku sku, Quantity quantity, Money price) {
  OrderLine toEvent() {
    return new OrderLine(sku.value(), quantity.value(), price.value());
  }
}
