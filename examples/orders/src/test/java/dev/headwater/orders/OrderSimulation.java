package dev.headwater.orders;

import dev.headwater.Decider;
import dev.headwater.event.EventCodec;
import dev.headwater.orders.order.CustomerId;
import dev.headwater.orders.order.CustomerName;
import dev.headwater.orders.order.Line;
import dev.headwater.orders.order.Money;
import dev.headwater.orders.order.Order;
import dev.headwater.orders.order.OrderCommand;
import dev.headwater.orders.order.OrderCommand.AddLine;
import dev.headwater.orders.order.OrderCommand.CancelOrder;
import dev.headwater.orders.order.OrderCommand.PayOrder;
import dev.headwater.orders.order.OrderCommand.PlaceOrder;
import dev.headwater.orders.order.OrderCommand.ShipOrder;
import dev.headwater.orders.order.OrderDecider;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.orders.order.OrderId;
import dev.headwater.orders.order.OrderNumber;
import dev.headwater.orders.order.OrderRefusal;
import dev.headwater.orders.order.Quantity;
import dev.headwater.orders.order.Reason;
import dev.headwater.orders.order.Sku;
import dev.headwater.orders.order.TrackingNumber;
import dev.headwater.orders.view.OrderProjection;
import dev.headwater.orders.view.OrderView;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.testkit.simulation.Choices;
import dev.headwater.testkit.simulation.SimulatedDomain;
import java.math.BigDecimal;
import java.util.List;

/** Orders as a simulation uses them: few numbers, so that they are often taken. */
final class OrderSimulation
    implements SimulatedDomain<OrderCommand, Order, OrderEvent, OrderRefusal, OrderView> {
  private static final List<OrderNumber> NUMBERS =
      List.of(new OrderNumber("2026-1"), new OrderNumber("2026-2"), new OrderNumber("2026-3"));
  private static final Line TEA = line("tea-1", 1, "5");
  private static final Line CUPS = line("cup-7", 2, "2.50");

  /** What is due for one line, and for two. */
  private static final List<Money> AMOUNTS = List.of(money("5"), money("10"));

  @Override
  public Decider<OrderCommand, Order, OrderEvent, OrderRefusal> decider() {
    return new OrderDecider();
  }

  @Override
  public EventCodec<OrderEvent> codec() {
    return JsonEvents.of(OrderEvent.class);
  }

  @Override
  public ViewDefinition<OrderView, OrderEvent> view() {
    return new ViewDefinition<>("order-view", "ORDER", OrderView.class, new OrderProjection());
  }

  @Override
  public OrderCommand command(String aggregateId, Choices choices) {
    OrderId id = new OrderId(aggregateId);
    return switch (choices.below(10)) {
      case 0, 1, 2 ->
          new PlaceOrder(
              id,
              choices.of(NUMBERS),
              new CustomerId("ada"),
              new CustomerName("Ada Lovelace"),
              List.of(TEA));
      case 3, 4, 5 -> new AddLine(id, CUPS.sku(), CUPS.quantity(), CUPS.price());
      case 6, 7 -> new PayOrder(id, choices.of(AMOUNTS));
      case 8 -> new ShipOrder(id, choices.happens(500) ? new TrackingNumber("parcel-1") : null);
      default -> new CancelOrder(id, new Reason("too slow"), "clerk-3");
    };
  }

  @Override
  public boolean creates(OrderCommand command) {
    return command instanceof PlaceOrder;
  }

  /** By status and number, so that orders move within the list. */
  @Override
  public String listKey(String aggregateId, OrderView view) {
    return view.status() + "#" + view.number() + '#' + aggregateId;
  }

  private static Line line(String sku, int quantity, String price) {
    return new Line(new Sku(sku), new Quantity(quantity), money(price));
  }

  private static Money money(String amount) {
    return new Money(new BigDecimal(amount));
  }
}
