package dev.headwater.orders;

import static dev.headwater.service.Refusal.conflict;
import static dev.headwater.service.Refusal.unknown;
import static dev.headwater.service.Refusal.unprocessable;
import static dev.headwater.service.Route.get;
import static dev.headwater.service.Route.post;

import dev.headwater.orders.order.Order;
import dev.headwater.orders.order.OrderCommand.AddLine;
import dev.headwater.orders.order.OrderCommand.CancelOrder;
import dev.headwater.orders.order.OrderCommand.PayOrder;
import dev.headwater.orders.order.OrderCommand.PlaceOrder;
import dev.headwater.orders.order.OrderCommand.ShipOrder;
import dev.headwater.orders.order.OrderDecider;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.orders.order.OrderId;
import dev.headwater.orders.order.OrderRefusal;
import dev.headwater.orders.order.OrderRefusal.AlreadyCancelled;
import dev.headwater.orders.order.OrderRefusal.AlreadyPlaced;
import dev.headwater.orders.order.OrderRefusal.AlreadyShipped;
import dev.headwater.orders.order.OrderRefusal.NotOpen;
import dev.headwater.orders.order.OrderRefusal.NotPaid;
import dev.headwater.orders.order.OrderRefusal.NumberTaken;
import dev.headwater.orders.order.OrderRefusal.OrderTooLarge;
import dev.headwater.orders.order.OrderRefusal.UnknownOrder;
import dev.headwater.orders.order.OrderRefusal.WrongAmount;
import dev.headwater.orders.view.Balance;
import dev.headwater.orders.view.BalanceQuery;
import dev.headwater.orders.view.OrderProjection;
import dev.headwater.orders.view.OrderView;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Refusal;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.View;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;

/** The order service, described. */
public final class Orders implements ServiceDefinition {
  @Override
  public Service describe() {
    var order =
        Aggregate.of("ORDER", OrderId.class, new OrderDecider())
            .events(JsonEvents.of(OrderEvent.class))
            .state(JsonState.of(Order.class))
            .refusals(Orders::refusal)
            .creates(PlaceOrder.class, post("/orders"))
            .takes(AddLine.class, post("/orders/{id}/lines"))
            .takes(PayOrder.class, post("/orders/{id}/payment"))
            .takes(ShipOrder.class, post("/orders/{id}/shipment"))
            .takes(
                CancelOrder.class, post("/orders/{id}/cancellation"), cancel -> cancel.actor("by"))
            .history(get("/orders/{id}/events"));
    var view =
        View.of("order-view", order, OrderView.class, new OrderProjection())
            .listedBy("list", "status", "placedAt")
            .listedBy("customer", "customerId", "placedAt")
            .searchedIn("order-search", "orders")
            .searchedBy("customerName")
            .filteredBy("status")
            .lookUp(get("/orders/{id}"))
            .lookUp("GetOrder")
            .list("status", get("/orders"))
            .list("customerId", get("/customers/{customerId}/orders"))
            .search("customerName", get("/orders"));
    return Service.of("orders")
        .aggregate(order)
        .view(view)
        .query(
            "GetBalance",
            get("/customers/{customerId}/balance"),
            BalanceQuery.class,
            Balance.class,
            (query, reads) -> query.answer(reads, view));
  }

  private static Refusal refusal(OrderRefusal reason) {
    return switch (reason) {
      case UnknownOrder() -> unknown();
      case AlreadyPlaced() -> conflict("The order is placed already");
      case NumberTaken() -> conflict("Another order has this number");
      case OrderTooLarge() -> unprocessable("The order is too large");
      case NotOpen() -> conflict("The order is not open");
      case WrongAmount(var due) ->
          conflict("The amount is not what is due").because(due.toPlainString() + " is due.");
      case NotPaid() -> conflict("The order is not paid");
      case AlreadyShipped() -> conflict("The order is shipped already");
      case AlreadyCancelled() -> conflict("The order is cancelled already");
    };
  }
}
