package dev.headwater.orders.order;

import static dev.headwater.Decision.accept;
import static dev.headwater.Decision.reject;

import dev.headwater.Claim;
import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.orders.order.Order.Cancelled;
import dev.headwater.orders.order.Order.None;
import dev.headwater.orders.order.Order.Open;
import dev.headwater.orders.order.Order.Paid;
import dev.headwater.orders.order.Order.Shipped;
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
import java.math.BigDecimal;
import java.util.Set;

/** The rules of an order. */
public final class OrderDecider implements Decider<OrderCommand, Order, OrderEvent, OrderRefusal> {
  private static final String NUMBER = "order-number";

  @Override
  public Order initialState() {
    return new None();
  }

  @Override
  public Decision<OrderEvent, OrderRefusal> decide(OrderCommand command, Order order) {
    return switch (command) {
      case PlaceOrder place -> place(place, order);
      case AddLine add -> addLine(add, order);
      case PayOrder pay -> pay(pay, order);
      case ShipOrder ship -> ship(ship, order);
      case CancelOrder cancel -> cancel(cancel, order);
    };
  }

  private static Decision<OrderEvent, OrderRefusal> place(PlaceOrder command, Order order) {
    var placed =
        new OrderPlaced(
            command.number().value(),
            command.customerId().value(),
            command.customerName().value(),
            command.lines().stream().map(Line::toEvent).toList());
    return switch (order) {
      case None() when Open.of(placed).isTooLarge() -> reject(new OrderTooLarge());
      case None() -> accept(placed);
      case Open _, Paid _, Shipped _, Cancelled _ -> reject(new AlreadyPlaced());
    };
  }

  private static Decision<OrderEvent, OrderRefusal> addLine(AddLine command, Order order) {
    OrderLine line = new Line(command.sku(), command.quantity(), command.price()).toEvent();
    return switch (order) {
      case None() -> reject(new UnknownOrder());
      case Open open when open.with(line).isTooLarge() -> reject(new OrderTooLarge());
      case Open _ -> accept(new LineAdded(line));
      case Paid _, Shipped _, Cancelled _ -> reject(new NotOpen());
    };
  }

  private static Decision<OrderEvent, OrderRefusal> pay(PayOrder command, Order order) {
    BigDecimal amount = command.amount().value();
    return switch (order) {
      case None() -> reject(new UnknownOrder());
      case Open open when open.due().compareTo(amount) != 0 -> reject(new WrongAmount(open.due()));
      case Open _ -> accept(new OrderPaid(amount));
      case Paid _, Shipped _, Cancelled _ -> reject(new NotOpen());
    };
  }

  private static Decision<OrderEvent, OrderRefusal> ship(ShipOrder command, Order order) {
    TrackingNumber tracking = command.trackingNumber();
    return switch (order) {
      case None() -> reject(new UnknownOrder());
      case Open _ -> reject(new NotPaid());
      case Paid _ -> accept(new OrderShipped(tracking == null ? null : tracking.value()));
      case Shipped _ -> reject(new AlreadyShipped());
      case Cancelled _ -> reject(new AlreadyCancelled());
    };
  }

  private static Decision<OrderEvent, OrderRefusal> cancel(CancelOrder command, Order order) {
    return switch (order) {
      case None() -> reject(new UnknownOrder());
      case Open _, Paid _ -> accept(new OrderCancelled(command.reason().value(), command.by()));
      case Shipped _ -> reject(new AlreadyShipped());
      case Cancelled _ -> reject(new AlreadyCancelled());
    };
  }

  /** Ignores an event that does not fit the state, which only a bug could have stored. */
  @Override
  public Order evolve(Order order, OrderEvent event) {
    return switch (event) {
      case OrderPlaced placed -> order instanceof None ? Open.of(placed) : order;
      case LineAdded(OrderLine line) -> order instanceof Open open ? open.with(line) : order;
      case OrderPaid _ -> order instanceof Open open ? new Paid(open.number()) : order;
      case OrderShipped _ -> order instanceof Paid(String number) ? new Shipped(number) : order;
      case OrderCancelled _ ->
          switch (order) {
            case Open open -> new Cancelled(open.number());
            case Paid(String number) -> new Cancelled(number);
            case None _, Shipped _, Cancelled _ -> order;
          };
    };
  }

  /** A number stays taken, even after its order was cancelled: customers may still quote it. */
  @Override
  public Set<Claim> claims(Order order) {
    return switch (order) {
      case None() -> Set.of();
      case Open open -> number(open.number());
      case Paid(String number) -> number(number);
      case Shipped(String number) -> number(number);
      case Cancelled(String number) -> number(number);
    };
  }

  private static Set<Claim> number(String number) {
    return Set.of(new Claim(NUMBER, number));
  }

  @Override
  public Set<String> claimNames() {
    return Set.of(NUMBER);
  }

  @Override
  public OrderRefusal refuseTaken(Claim claim) {
    return new NumberTaken();
  }
}
