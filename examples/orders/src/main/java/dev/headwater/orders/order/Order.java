package dev.headwater.orders.order;

import dev.headwater.orders.order.OrderEvent.OrderLine;
import dev.headwater.orders.order.OrderEvent.OrderPlaced;
import java.math.BigDecimal;

/** An order's state, reduced to what decisions need. */
public sealed interface Order {
  /** Not placed yet. */
  record None() implements Order {}

  /** Takes lines until it is paid. */
  record Open(String number, int lines, BigDecimal due) implements Order {
    private static final int MAX_LINES = 50;

    public Open {
      due = Money.withDecimals(due);
    }

    static Open of(OrderPlaced placed) {
      return new Open(placed.number(), placed.lines().size(), placed.total());
    }

    Open with(OrderLine line) {
      return new Open(number, lines + 1, due.add(line.total()));
    }

    boolean isTooLarge() {
      return lines > MAX_LINES || due.compareTo(Money.MAX) > 0;
    }
  }

  record Paid(String number) implements Order {}

  record Shipped(String number) implements Order {}

  record Cancelled(String number) implements Order {}
}
