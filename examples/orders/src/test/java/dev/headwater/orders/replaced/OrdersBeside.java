package dev.headwater.orders.replaced;

import static dev.headwater.service.Route.get;

import dev.headwater.orders.Orders;
import dev.headwater.orders.order.OrderEvent;
import dev.headwater.orders.view.OrderView;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.View;

/** The order service with a new view beside the one that it is to replace. */
public final class OrdersBeside implements ServiceDefinition {
  @Override
  @SuppressWarnings("unchecked") // the description has these types
  public Service describe() {
    Service orders = new Orders().describe();
    var order = (Aggregate<?, ?, OrderEvent, ?>) orders.aggregates().getFirst();
    var view = (View<OrderView, OrderEvent>) orders.views().getFirst();
    return orders.view(overview(order).replaces(view));
  }

  static View<OrderOverview, OrderEvent> overview(Aggregate<?, ?, OrderEvent, ?> order) {
    return View.of("order-overview", order, OrderOverview.class, new OrderOverview.Fold())
        .listedBy("list", "status", "number")
        .listedBy("customer", "customerId", "number")
        .searchedIn("order-overview-search", "order-overviews")
        .searchedBy("customerName")
        .searchedBy("number")
        .filteredBy("status")
        .lookUp(get("/orders/{id}"))
        .lookUp("GetOrder")
        .list("status", get("/orders"))
        .list("customerId", get("/customers/{customerId}/orders"))
        .search("customerName", get("/orders"))
        .search("number", get("/orders"));
  }
}
