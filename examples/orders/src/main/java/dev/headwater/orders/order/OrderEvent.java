package dev.headwater.orders.order;

import dev.headwater.event.Personal;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of an order. Fields have plain types: stored events outlive validation rules. */
public sealed interface OrderEvent {
  record OrderPlaced(
      String number, String customerId, @Personal String customerName, List<OrderLine> lines)
      implements OrderEvent {
    public OrderPlaced {
      lines = List.copyOf(lines);
    }

    public BigDecimal total() {
      return lines.stream().map(OrderLine::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  record LineAdded(OrderLine line) implements OrderEvent {}

  record OrderPaid(BigDecimal amount) implements OrderEvent {
    public OrderPaid {
      amount = Money.withDecimals(amount);
    }
  }

  record OrderShipped(@Nullable String trackingNumber) implements OrderEvent {}

  record OrderCancelled(@Personal String reason, @Nullable String cancelledBy)
      implements OrderEvent {}

  /**
   * A line of an order; not an event.
   *
   * @param price of one piece
   */
  record OrderLine(String sku, int quantity, BigDecimal price) {
    public OrderLine {
      price = Money.withDecimals(price);
    }

    public BigDecimal total() {
      return price.multiply(BigDecimal.valueOf(quantity));
    }
  }
}
