package dev.headwater.orders;

import static dev.headwater.orders.OrderRequests.addLine;
import static dev.headwater.orders.OrderRequests.cancel;
import static dev.headwater.orders.OrderRequests.place;
import static dev.headwater.service.testkit.Request.get;
import static dev.headwater.service.testkit.Request.query;

import dev.headwater.service.testkit.Reply;
import dev.headwater.service.testkit.ServiceTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is found of orders: lists, searches, a balance, and what a caller has just written. */
class OrderQueriesTest {
  @RegisterExtension static final ServiceTest service = ServiceTest.of(new Orders());

  @Test
  void orders_are_listed_by_status_page_by_page() {
    placeThree();
    service.given(cancel("o2"));

    Reply first =
        service
            .when(get("/orders?status=OPEN&limit=1"))
            .then(reply -> reply.hasItems("orderId", "o1"));
    service
        .when(get("/orders?status=OPEN&limit=1&cursor=" + first.text("nextCursor")))
        .then(reply -> reply.hasItems("orderId", "o3").hasNoField("nextCursor"));
    service.when(get("/orders?status=CANCELLED")).then(reply -> reply.hasItems("orderId", "o2"));
    service
        .when(get("/orders?order=desc"))
        .then(reply -> reply.hasItems("orderId", "o3", "o2", "o1"));
  }

  @Test
  void a_customers_orders_are_listed_page_by_page() {
    placeThree();
    service.given(place("other", "bob", "Bob"));

    Reply first =
        service
            .when(get("/customers/ada/orders?limit=2"))
            .then(reply -> reply.hasItems("orderId", "o1", "o2"));
    service
        .when(get("/customers/ada/orders?limit=2&cursor=" + first.text("nextCursor")))
        .then(reply -> reply.hasItems("orderId", "o3").hasNoField("nextCursor"));
    service
        .when(get("/customers/bob/orders?cursor=" + first.text("nextCursor")))
        .then(reply -> reply.hasStatus(400).hasProblem("malformed-request"));
    service.when(get("/customers/eve/orders")).then(reply -> reply.hasItems("orderId"));
  }

  private static void placeThree() {
    for (String id : List.of("o1", "o2", "o3")) {
      service.advance(Duration.ofMinutes(1)).given(place(id));
    }
  }

  @Test
  void orders_are_found_by_the_customers_name() {
    service
        .given(place("o1"), place("o2", "bob", "Bob Byron"), place("o3", "bob", "Bob Byron"))
        .given(cancel("o3"));

    service
        .when(get("/orders?customerName=*by*"))
        .then(reply -> reply.hasItems("orderId", "o2", "o3"));
    service
        .when(get("/orders?customerName=bob%20*&status=OPEN"))
        .then(reply -> reply.hasItems("orderId", "o2"));
    service.when(get("/orders?customerName=eve")).then(reply -> reply.hasItems("orderId"));
  }

  @Test
  void a_balance_adds_up_a_customers_open_orders() {
    service
        .given(place("o1"), place("o2"), addLine("o2"), place("o3"), cancel("o3"))
        .given(place("o4", "bob", "Bob"))
        .when(get("/customers/ada/balance"))
        .then(
            reply ->
                reply
                    .hasStatus(200)
                    .hasField("customerId", "ada")
                    .hasField("due", new BigDecimal("22.50"))
                    .hasField("openOrders", 2));
    service
        .when(query("GetBalance", "{\"customerId\": \"eve\"}"))
        .then(reply -> reply.hasStatus(200).hasField("due", 0).hasField("openOrders", 0));
  }

  @Test
  void a_caller_reads_what_it_wrote() {
    service
        .given(place("o1"), cancel("o1"))
        .when(get("/orders?status=CANCELLED&after=o1@2"))
        .then(reply -> reply.hasItems("orderId", "o1"));
    service
        .when(get("/orders/o1?minVersion=3"))
        .then(reply -> reply.hasStatus(400).hasProblem("unknown-version"));
  }
}
