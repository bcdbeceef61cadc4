package dev.headwater.orders.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.StreamId;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.orders.order.OrderEvent.LineAdded;
import dev.headwater.orders.order.OrderEvent.OrderCancelled;
import dev.headwater.orders.order.OrderEvent.OrderLine;
import dev.headwater.orders.order.OrderEvent.OrderPaid;
import dev.headwater.orders.order.OrderEvent.OrderPlaced;
import dev.headwater.orders.order.OrderEvent.OrderShipped;
import dev.headwater.testkit.History;
import dev.headwater.testkit.ProjectionSpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderProjectionTest {
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
  private static final OrderLine TEA = new OrderLine("TEA-1", 2, new BigDecimal("4.95"));
  private static final OrderLine CUP = new OrderLine("CUP-7", 1, new BigDecimal("10.00"));
  private static final OrderPlaced PLACED =
      new OrderPlaced("2026-0001", "ada", "Ada Lovelace", List.of(TEA));
  private static final OrderPaid PAID = new OrderPaid(new BigDecimal("9.90"));

  private final ProjectionSpec<OrderView, OrderEvent> spec =
      ProjectionSpec.of(
          new OrderProjection(), History.<OrderEvent>of(new StreamId("ORDER", "o-1")).at(MONDAY));

  @Test
  void shows_what_was_ordered() {
    spec.given(PLACED)
        .thenView(view(OrderStatus.OPEN, "9.90", false, 1, null))
        .given(new LineAdded(CUP), new LineAdded(TEA))
        .thenView(view(OrderStatus.OPEN, "29.80", false, 3, null));
  }

  @Test
  void follows_an_order_to_the_customer() {
    spec.given(PLACED, PAID)
        .thenView(view(OrderStatus.PAID, "9.90", true, 1, null))
        .given(new OrderShipped("PARCEL-1"))
        .thenView(view(OrderStatus.SHIPPED, "9.90", true, 1, "PARCEL-1"));
    spec.given(PLACED, PAID, new OrderShipped(null))
        .thenView(view(OrderStatus.SHIPPED, "9.90", true, 1, null));
  }

  @Test
  void shows_whether_a_cancelled_order_was_paid() {
    var cancelled = new OrderCancelled("too slow", "clerk-3");
    spec.given(PLACED, cancelled).thenView(view(OrderStatus.CANCELLED, "9.90", false, 1, null));
    spec.given(PLACED, PAID, cancelled)
        .thenView(view(OrderStatus.CANCELLED, "9.90", true, 1, null));
  }

  @Test
  void an_event_that_does_not_fit_changes_nothing() {
    spec.given(PAID).thenRemoved();
    spec.given(PLACED)
        .given(new OrderPlaced("2026-0002", "eve", "Eve", List.of(CUP)))
        .thenView(view(OrderStatus.OPEN, "9.90", false, 1, null));
  }

  /** A store returns 10 for 10.00. */
  @Test
  void a_total_that_a_store_returned_is_the_same() {
    assertThat(view(OrderStatus.OPEN, "10", false, 1, null))
        .isEqualTo(view(OrderStatus.OPEN, "10.00", false, 1, null));
  }

  private static OrderView view(
      OrderStatus status, String total, boolean paid, int lines, @Nullable String tracking) {
    return new OrderView(
        "o-1",
        "2026-0001",
        "ada",
        "Ada Lovelace",
        status,
        MONDAY,
        new BigDecimal(total),
        paid,
        lines,
        tracking);
  }
}
