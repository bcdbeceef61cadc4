package dev.headwater.orders.replaced;

import dev.headwater.event.RecordedEvent;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.orders.view.OrderProjection;
import dev.headwater.orders.view.OrderStatus;
import dev.headwater.orders.view.OrderView;
import dev.headwater.projection.Projection;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is to replace the view of an order: it is sorted and searched by the number, too. */
record OrderOverview(
    String orderId,
    String number,
    String customerId,
    String customerName,
    OrderStatus status,
    BigDecimal total,
    OrderView details) {
  /** Folds as the replaced view does. */
  static final class Fold implements Projection<OrderOverview, OrderEvent> {
    private final OrderProjection details = new OrderProjection();

    @Override
    public int revision() {
      return 1;
    }

    @Override
    public @Nullable OrderOverview apply(
        @Nullable OrderOverview view, RecordedEvent<OrderEvent> recorded) {
      OrderView next = details.apply(view == null ? null : view.details, recorded);
      return next == null
          ? null
          : new OrderOverview(
              next.orderId(),
              next.number(),
              next.customerId(),
              next.customerName(),
              next.status(),
              next.total(),
              next);
    }
  }
}
