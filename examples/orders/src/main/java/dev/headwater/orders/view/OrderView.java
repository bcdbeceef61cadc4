package dev.headwater.orders.view;

import dev.headwater.orders.order.Money;
import dev.headwater.orders.order.OrderEvent.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The view of an order.
 *
 * @param paid whether it was ever paid: if it is cancelled, the customer gets the total back
 * @param lines their number
 * @param trackingNumber set only if the order is shipped and the carrier gave one
 */
public record OrderView(
    String orderId,
    String number,
    String customerId,
    String customerName,
    OrderStatus status,
    Instant placedAt,
    BigDecimal total,
    boolean paid,
    int lines,
    @Nullable String trackingNumber) {
  public OrderView {
    total = Money.withDecimals(total);
  }

  OrderView with(OrderLine line) {
    BigDecimal sum = total.add(line.total());
    return new OrderView(
        orderId, number, customerId, customerName, status, placedAt, sum, paid, lines + 1, null);
  }

  OrderView with(OrderStatus next, @Nullable String tracking) {
    boolean isPaid = paid || next == OrderStatus.PAID;
    return new OrderView(
        orderId, number, customerId, customerName, next, placedAt, total, isPaid, lines, tracking);
  }
}
