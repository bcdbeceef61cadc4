package dev.headwater.orders;

import static dev.headwater.orders.OrderRequests.addLine;
import static dev.headwater.orders.OrderRequests.cancel;
import static dev.headwater.orders.OrderRequests.pay;
import static dev.headwater.orders.OrderRequests.place;
import static dev.headwater.orders.OrderRequests.ship;
import static dev.headwater.service.testkit.Request.command;
import static dev.headwater.service.testkit.Request.get;
import static dev.headwater.service.testkit.Request.post;
import static dev.headwater.service.testkit.Request.query;

import dev.headwater.service.testkit.Reply;
import dev.headwater.service.testkit.Request;
import dev.headwater.service.testkit.ServiceTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole service, in memory. */
class OrdersTest {
  @RegisterExtension static final ServiceTest service = ServiceTest.of(new Orders());

  @Test
  void an_order_is_placed_and_looked_up() {
    service
        .at(Instant.parse("2026-08-01T12:34:56.789Z"))
        .when(place("o1"))
        .then(
            reply ->
                reply
                    .hasStatus(201)
                    .hasHeader("Location", "/orders/o1")
                    .hasHeader("ETag", "\"1\"")
                    .hasField("orderId", "o1")
                    .hasVersion(1));
    service
        .when(get("/orders/o1"))
        .then(
            reply ->
                reply
                    .hasStatus(200)
                    .hasVersion(1)
                    .hasField("number", "N-O1")
                    .hasField("customerName", "Ada Lovelace")
                    .hasField("status", "OPEN")
                    .hasField("placedAt", "2026-08-01T12:34:56.789Z")
                    .hasField("total", 10)
                    .hasField("paid", false)
                    .hasField("lines", 1)
                    .hasNoField("trackingNumber"));
  }

  @Test
  void an_order_is_filled_paid_and_shipped() {
    service
        .given(place("o1"), addLine("o1"), pay("o1", "12.50"))
        .when(ship("o1"))
        .then(reply -> reply.hasStatus(200).hasVersion(4));
    service
        .when(get("/orders/o1"))
        .then(
            reply ->
                reply
                    .hasField("status", "SHIPPED")
                    .hasField("total", new BigDecimal("12.50"))
                    .hasField("paid", true)
                    .hasField("lines", 2)
                    .hasField("trackingNumber", "PARCEL-1"));
  }

  @Test
  void its_events_say_who_cancelled_an_order() {
    service
        .given(place("o1"), cancel("o1").as("clerk-3"))
        .when(get("/orders/o1/events"))
        .then(
            reply ->
                reply
                    .hasItems("eventType", "OrderPlaced", "OrderCancelled")
                    .hasField("items[0].eventId", "o1@1")
                    .hasField("items[1].payload.reason", "moved to Turin")
                    .hasField("items[1].payload.cancelledBy", "clerk-3"));
  }

  @Test
  void a_caller_who_has_no_token_is_not_named() {
    service
        .given(place("o1"), cancel("o1"))
        .when(get("/orders/o1/events"))
        .then(reply -> reply.hasNoField("items[1].payload.cancelledBy"));
  }

  static List<Refused> refusals() {
    Request[] shipped = {place("o1"), pay("o1", "10"), ship("o1")};
    return List.of(
        refused(place("o1"), 409, "already-placed", place("o1")),
        refused(place("o2", "N-o1", "bob", "Bob"), 409, "number-taken", place("o1")),
        refused(placeFor("1000000.00"), 422, "order-too-large"),
        refused(addLine("o1"), 404, "unknown-order"),
        refused(pay("o1", "10"), 404, "unknown-order"),
        refused(ship("o1"), 404, "unknown-order"),
        refused(cancel("o1"), 404, "unknown-order"),
        refused(addLine("o1"), 409, "not-open", place("o1"), pay("o1", "10")),
        refused(pay("o1", "10"), 409, "not-open", place("o1"), cancel("o1")),
        refused(pay("o1", "9.99"), 409, "wrong-amount", place("o1")),
        refused(ship("o1"), 409, "not-paid", place("o1")),
        refused(ship("o1"), 409, "already-shipped", shipped),
        refused(cancel("o1"), 409, "already-shipped", shipped),
        refused(ship("o1"), 409, "already-cancelled", place("o1"), cancel("o1")),
        refused(cancel("o1"), 409, "already-cancelled", place("o1"), cancel("o1")),
        refused(get("/orders/o1"), 404, "unknown-order"),
        refused(get("/orders/o1/events"), 404, "unknown-order"),
        refused(get("/orders/o1/lines"), 404, "unknown-route"));
  }

  private static Refused refused(Request request, int status, String problem, Request... given) {
    return new Refused(List.of(given), request, status, problem);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_request_is_refused(Refused refused) {
    service
        .given(refused.given())
        .when(refused.request())
        .then(reply -> reply.hasStatus(refused.status()).hasProblem(refused.problem()));
  }

  @Test
  void a_wrong_amount_is_answered_with_what_is_due() {
    service
        .given(place("o1"))
        .when(pay("o1", "9.99"))
        .then(reply -> reply.hasField("detail", "10.00 is due."));
  }

  @Test
  void every_wrong_field_is_named() {
    service
        .when(
            post(
                "/orders",
                """
                {"orderId": "o 1", "number": "1", "customerId": "ada",
                 "lines": [{"sku": "tea-1", "quantity": 0, "price": 5}]}
                """))
        .then(
            reply ->
                reply
                    .hasStatus(400)
                    .hasProblem("invalid-fields")
                    .hasFieldError("customerName", "is missing")
                    .hasFieldError("lines[0].quantity", "must be a whole number from 1 to 1000"));
  }

  @Test
  void an_order_without_an_id_gets_one_that_a_repeat_gets_too() {
    Request.Http order =
        post(
                "/orders",
                """
                {"number": "1", "customerId": "ada", "customerName": "Ada",
                 "lines": [{"sku": "tea-1", "quantity": 1, "price": 5}]}
                """)
            .header("Idempotency-Key", "key-1");
    Reply first = service.when(order).then(reply -> reply.hasStatus(201).hasVersion(1));

    service
        .advance(Duration.ofHours(1))
        .when(order)
        .then(reply -> reply.hasStatus(201).hasField("orderId", first.text("orderId")));
    service.when(get("/orders")).then(reply -> reply.hasItems("orderId", first.text("orderId")));
  }

  @Test
  void a_repeated_command_takes_effect_once() {
    Request.Http line = addLine("o1").header("Idempotency-Key", "key-1");

    service
        .given(place("o1"), line, line)
        .when(get("/orders/o1"))
        .then(reply -> reply.hasField("lines", 2).hasVersion(2));
    service
        .when(pay("o1", "12.50").header("Idempotency-Key", "key-1"))
        .then(reply -> reply.hasStatus(422).hasProblem("command-id-reused"));
  }

  @Test
  void a_command_that_expects_another_version_is_refused() {
    service
        .given(place("o1"), addLine("o1"))
        .when(pay("o1", "12.50").header("If-Match", "\"1\""))
        .then(reply -> reply.hasStatus(412).hasProblem("stale-version").hasVersion(2));
    service
        .when(pay("o1", "12.50").header("If-Match", "\"2\""))
        .then(reply -> reply.hasStatus(200).hasVersion(3));
  }

  @Test
  void functions_are_invoked_directly() {
    service
        .when(
            command(
                "PlaceOrder",
                """
                {"orderId": "o1", "number": "1", "customerId": "ada", "customerName": "Ada",
                 "lines": [{"sku": "tea-1", "quantity": 1, "price": 5}]}
                """))
        .then(reply -> reply.hasStatus(200).hasField("success", true).hasVersion(1));
    service
        .when(query("GetOrder", "{\"orderId\": \"o1\"}"))
        .then(reply -> reply.hasStatus(200).hasField("status", "OPEN").hasVersion(1));
    service
        .when(command("ShipOrder", "{\"orderId\": \"o1\"}"))
        .then(reply -> reply.hasStatus(409).hasProblem("not-paid"));
  }

  @Test
  void the_service_is_healthy() {
    service.when(get("/health")).then(reply -> reply.hasStatus(200).hasField("status", "UP"));
  }

  private static Request.Http placeFor(String price) {
    return post(
        "/orders",
        """
        {"orderId": "o1", "number": "1", "customerId": "ada", "customerName": "Ada",
         "lines": [{"sku": "tea-1", "quantity": 2, "price": %s}]}
        """
            .formatted(price));
  }

  /**
   * A request that is refused.
   *
   * @param given what was done before
   */
  record Refused(List<Request> given, Request request, int status, String problem) {}
}
