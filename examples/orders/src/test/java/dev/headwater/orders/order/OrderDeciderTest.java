package dev.headwater.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Claim;
import dev.headwater.orders.order.OrderCommand.AddLine;
import dev.headwater.orders.order.OrderCommand.CancelOrder;
import dev.headwater.orders.order.OrderCommand.PayOrder;
import dev.headwater.orders.order.OrderCommand.PlaceOrder;
import dev.headwater.orders.order.OrderCommand.ShipOrder;
import dev.headwater.orders.order.OrderEvent.LineAdded;
import dev.headwater.orders.order.OrderEvent.OrderCancelled;
import dev.headwater.orders.order.OrderEvent.OrderLine;
import dev.headwater.orders.order.OrderEvent.OrderPaid;
import dev.headwater.orders.order.OrderEvent.OrderPlaced;
import dev.headwater.orders.order.OrderEvent.OrderShipped;
import dev.headwater.orders.order.OrderRefusal.AlreadyCancelled;
import dev.headwater.orders.order.OrderRefusal.AlreadyPlaced;
import dev.headwater.orders.order.OrderRefusal.AlreadyShipped;
import dev.headwater.orders.order.OrderRefusal.NotOpen;
import dev.headwater.orders.order.OrderRefusal.NotPaid;
import dev.headwater.orders.order.OrderRefusal.NumberTaken;
import dev.headwater.orders.order.OrderRefusal.OrderTooLarge;
import dev.headwater.orders.order.OrderRefusal.UnknownOrder;
import dev.headwater.orders.order.OrderRefusal.WrongAmount;
import dev.headwater.testkit.DeciderSpec;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderDeciderTest {
  private static final OrderId ID = new OrderId("o-1");
  private static final OrderLine TEA = new OrderLine("TEA-1", 2, new BigDecimal("4.95"));
  private static final OrderLine CUP = new OrderLine("CUP-7", 1, new BigDecimal("10.00"));
  private static final OrderPlaced PLACED =
      new OrderPlaced("2026-0001", "ada", "Ada Lovelace", List.of(TEA));
  private static final OrderPaid PAID = new OrderPaid(new BigDecimal("9.90"));
  private static final OrderShipped SHIPPED = new OrderShipped("PARCEL-1");
  private static final OrderCancelled CANCELLED = new OrderCancelled("too slow", "clerk-3");

  private static final PlaceOrder PLACE = place(List.of(line("tea-1", 2, "4.95")));
  private static final AddLine ADD_CUP =
      new AddLine(ID, new Sku("cup-7"), new Quantity(1), money("10"));
  private static final ShipOrder SHIP = new ShipOrder(ID, new TrackingNumber("parcel-1"));
  private static final CancelOrder CANCEL =
      new CancelOrder(ID, new Reason(" too slow "), "clerk-3");

  private final DeciderSpec<OrderCommand, Order, OrderEvent, OrderRefusal> spec =
      DeciderSpec.of(new OrderDecider());

  @Test
  void lives_a_whole_life() {
    spec.when(PLACE)
        .then(PLACED)
        .when(ADD_CUP)
        .then(new LineAdded(CUP))
        .when(pay("19.9"))
        .then(new OrderPaid(new BigDecimal("19.90")))
        .when(SHIP)
        .then(SHIPPED);
  }

  @Test
  void is_shipped_without_a_tracking_number_if_the_carrier_gives_none() {
    spec.given(PLACED, PAID).when(new ShipOrder(ID, null)).then(new OrderShipped(null));
  }

  @Test
  void is_cancelled_before_it_is_shipped() {
    spec.given(PLACED).when(CANCEL).then(CANCELLED);
    spec.given(PLACED, PAID).when(CANCEL).then(CANCELLED);
  }

  @Test
  void is_placed_once() {
    spec.given(PLACED).when(PLACE).thenRefused(new AlreadyPlaced());
    spec.given(PLACED, PAID).when(PLACE).thenRefused(new AlreadyPlaced());
    spec.given(PLACED, PAID, SHIPPED).when(PLACE).thenRefused(new AlreadyPlaced());
    spec.given(PLACED, CANCELLED).when(PLACE).thenRefused(new AlreadyPlaced());
  }

  @Test
  void takes_nothing_before_it_is_placed() {
    spec.when(ADD_CUP).thenRefused(new UnknownOrder());
    spec.when(pay("9.90")).thenRefused(new UnknownOrder());
    spec.when(SHIP).thenRefused(new UnknownOrder());
    spec.when(CANCEL).thenRefused(new UnknownOrder());
  }

  @Test
  void takes_lines_and_a_payment_only_while_it_is_open() {
    for (OrderCommand command : List.of(ADD_CUP, pay("9.90"))) {
      spec.given(PLACED, PAID).when(command).thenRefused(new NotOpen());
      spec.given(PLACED, PAID, SHIPPED).when(command).thenRefused(new NotOpen());
      spec.given(PLACED, CANCELLED).when(command).thenRefused(new NotOpen());
    }
  }

  @Test
  void has_at_most_50_lines() {
    Line cup = line("cup-7", 1, "10");
    spec.when(place(Collections.nCopies(51, cup))).thenRefused(new OrderTooLarge());

    var fifty = new OrderPlaced("2026-0001", "ada", "Ada Lovelace", Collections.nCopies(50, CUP));
    spec.when(place(Collections.nCopies(50, cup)))
        .then(fifty)
        .when(ADD_CUP)
        .thenRefused(new OrderTooLarge());
  }

  @Test
  void costs_no_more_than_one_payment_can_be() {
    Line dear = line("ring-1", 1, "999990.01");
    spec.when(place(List.of(dear, line("cup-7", 1, "10")))).thenRefused(new OrderTooLarge());

    var ring = new OrderLine("RING-1", 1, new BigDecimal("999990.00"));
    spec.given(new OrderPlaced("2026-0001", "ada", "Ada Lovelace", List.of(ring)))
        .when(ADD_CUP)
        .then(new LineAdded(CUP))
        .when(pay("1000000"))
        .then(new OrderPaid(new BigDecimal("1000000.00")));
    spec.given(new OrderPlaced("2026-0001", "ada", "Ada Lovelace", List.of(ring, CUP)))
        .when(ADD_CUP)
        .thenRefused(new OrderTooLarge());
  }

  @Test
  void is_paid_with_exactly_what_is_due() {
    var due = new WrongAmount(new BigDecimal("19.90"));
    spec.given(PLACED, new LineAdded(CUP)).when(pay("19.89")).thenRefused(due);
    spec.given(PLACED, new LineAdded(CUP)).when(pay("19.91")).thenRefused(due);
  }

  @Test
  void is_shipped_only_after_it_was_paid_and_only_once() {
    spec.given(PLACED).when(SHIP).thenRefused(new NotPaid());
    spec.given(PLACED, PAID, SHIPPED).when(SHIP).thenRefused(new AlreadyShipped());
    spec.given(PLACED, PAID, CANCELLED).when(SHIP).thenRefused(new AlreadyCancelled());
  }

  @Test
  void is_not_cancelled_after_it_was_shipped_nor_twice() {
    spec.given(PLACED, PAID, SHIPPED).when(CANCEL).thenRefused(new AlreadyShipped());
    spec.given(PLACED, CANCELLED).when(CANCEL).thenRefused(new AlreadyCancelled());
  }

  @Test
  void an_event_that_does_not_fit_changes_nothing() {
    spec.given(PAID, SHIPPED, CANCELLED, new LineAdded(CUP))
        .when(SHIP)
        .thenRefused(new UnknownOrder());
    spec.given(PLACED, PLACED, SHIPPED).when(SHIP).thenRefused(new NotPaid());
    spec.given(PLACED, PAID, SHIPPED, CANCELLED).when(SHIP).thenRefused(new AlreadyShipped());
  }

  @Test
  void holds_its_number_from_when_it_is_placed_for_ever() {
    var decider = new OrderDecider();
    var number = new Claim("order-number", "2026-0001");

    assertThat(decider.claims(decider.initialState())).isEmpty();
    List<List<OrderEvent>> lives =
        List.of(
            List.of(PLACED),
            List.of(PLACED, new LineAdded(CUP)),
            List.of(PLACED, PAID),
            List.of(PLACED, PAID, SHIPPED),
            List.of(PLACED, CANCELLED),
            List.of(PLACED, PAID, CANCELLED));
    for (List<OrderEvent> life : lives) {
      Order order = decider.initialState();
      for (OrderEvent event : life) {
        order = decider.evolve(order, event);
      }
      assertThat(decider.claims(order)).as("%s", life).containsExactly(number);
    }
    assertThat(decider.claimNames()).containsExactly(number.name());
    assertThat(decider.refuseTaken(number)).isEqualTo(new NumberTaken());
  }

  /** A store returns 10 for 10.00. */
  @Test
  void an_amount_that_a_store_returned_is_the_same() {
    assertThat(new Order.Open("1", 1, BigDecimal.TEN))
        .isEqualTo(new Order.Open("1", 1, new BigDecimal("10.00")));
    assertThat(new OrderLine("CUP-7", 1, BigDecimal.TEN)).isEqualTo(CUP);
    assertThat(new OrderPaid(BigDecimal.TEN)).isEqualTo(new OrderPaid(new BigDecimal("10.00")));
  }

  private static PlaceOrder place(List<Line> lines) {
    return new PlaceOrder(
        ID,
        new OrderNumber("2026-0001"),
        new CustomerId("ada"),
        new CustomerName("Ada Lovelace"),
        lines);
  }

  private static PayOrder pay(String amount) {
    return new PayOrder(ID, money(amount));
  }

  private static Line line(String sku, int quantity, String price) {
    return new Line(new Sku(sku), new Quantity(quantity), money(price));
  }

  private static Money money(String amount) {
    return new Money(new BigDecimal(amount));
  }
}
