package dev.headwater.orders;

import static dev.headwater.orders.OrderRequests.addLine;
import static dev.headwater.orders.OrderRequests.pay;
import static dev.headwater.orders.OrderRequests.place;
import static dev.headwater.orders.OrderRequests.ship;
import static dev.headwater.service.testkit.Request.get;
import static dev.headwater.service.testkit.Request.query;

import dev.headwater.service.testkit.Reply;
import dev.headwater.service.testkit.ServiceTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main scenarios on the parts that the template declares. */
@Tag("local-cloud")
class OrdersOnLocalCloudTest {
  @RegisterExtension
  static final ServiceTest service =
      ServiceTest.of(new Orders())
          .withLocalCloud(Path.of("template.yaml"))
          .withParameter("SearchEnabled", "true");

  private final String order = service.newId();
  private final String customer = service.newId();

  @Test
  void an_order_is_filled_paid_and_shipped() {
    service
        .given(place(order), addLine(order), pay(order, "12.50"))
        .when(ship(order))
        .then(reply -> reply.hasStatus(200).hasVersion(4));
    service
        .when(get("/orders/" + order))
        .then(
            reply ->
                reply
                    .hasVersion(4)
                    .hasField("status", "SHIPPED")
                    .hasField("total", new BigDecimal("12.50"))
                    .hasField("trackingNumber", "PARCEL-1"));
    service
        .when(get("/orders/" + order + "/events"))
        .then(
            reply ->
                reply.hasItems(
                    "eventType", "OrderPlaced", "LineAdded", "OrderPaid", "OrderShipped"));
  }

  @Test
  void a_number_belongs_to_one_order() {
    service
        .given(place(order))
        .when(place(service.newId(), "n-" + order, customer, "Bob"))
        .then(reply -> reply.hasStatus(409).hasProblem("number-taken"));
  }

  @Test
  void a_customers_orders_are_listed_and_added_up() {
    String second = service.newId();
    service
        .given(place(order, customer, "Bob Byron"), place(second, customer, "Bob Byron"))
        .given(addLine(second));

    Reply first =
        service
            .when(get("/customers/" + customer + "/orders?limit=1&after=" + second + "@2"))
            .then(reply -> reply.hasItems("orderId", order));
    service
        .when(get("/customers/" + customer + "/orders?limit=1&cursor=" + first.text("nextCursor")))
        .then(reply -> reply.hasItems("orderId", second).hasField("items[0].lines", 2));
    service
        .when(get("/customers/" + customer + "/balance"))
        .then(reply -> reply.hasField("due", new BigDecimal("22.50")).hasField("openOrders", 2));
  }

  @Test
  void an_order_is_found_by_the_customers_name() {
    service.given(place(order, customer, "Name " + customer), pay(order, "10"));

    service
        .when(get("/orders?customerName=*" + customer + "&status=PAID"))
        .then(reply -> reply.hasItems("orderId", order));
  }

  @Test
  void functions_are_invoked_directly() {
    service
        .given(place(order))
        .when(query("GetOrder", "{\"orderId\": \"%s\"}".formatted(order)))
        .then(reply -> reply.hasField("status", "OPEN").hasVersion(1));
  }

  @Test
  void the_service_is_healthy() {
    service.when(get("/health")).then(reply -> reply.hasStatus(200).hasField("status", "UP"));
  }
}
