package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.EncodedEvent;
import dev.headwater.service.json.OrderEvent.Courier;
import dev.headwater.service.json.OrderEvent.Line;
import dev.headwater.service.json.OrderEvent.OrderCancelled;
import dev.headwater.service.json.OrderEvent.OrderPaid;
import dev.headwater.service.json.OrderEvent.OrderPlaced;
import dev.headwater.service.json.OrderEvent.OrderShipped;
import dev.headwater.service.json.OrderEvent.Pickup;
import dev.headwater.service.json.OrderEvent.Points;
import dev.headwater.service.json.OrderEvent.Reason;
import dev.headwater.service.json.OrderEvent.Score;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonEventsTest {
  private final JsonEvents<OrderEvent> codec = JsonEvents.of(OrderEvent.class);

  @Test
  void reads_back_what_it_writes() {
    assertThat(RandomOrders.events(20_260_801, 3_000))
        .allSatisfy(event -> assertThat(codec.decode(codec.encode(event))).isEqualTo(event));
  }

  @Test
  void writes_every_kind_in_its_form() {
    OrderPaid paid =
        new OrderPaid(
            new BigDecimal("12.50"),
            null,
            true,
            false,
            Instant.parse("2026-08-01T12:34:56.789123Z"),
            LocalDate.of(2026, 8, 2),
            OrderEvent.Channel.CASH,
            Map.of("vat", new BigDecimal("2.00")),
            Map.of("p1", List.of(new Line("A-1", 2, BigDecimal.TEN))),
            new Score(new Points(7)));

    assertThat(codec.encode(paid))
        .isEqualTo(
            new EncodedEvent(
                "OrderPaid",
                1,
                Map.of(
                    "amount",
                    new BigDecimal("12.5"),
                    "first",
                    true,
                    "gift",
                    false,
                    "at",
                    "2026-08-01T12:34:56.789Z",
                    "due",
                    "2026-08-02",
                    "channel",
                    "CASH",
                    "taxes",
                    Map.of("vat", 2L),
                    "parcels",
                    Map.of("p1", List.of(Map.of("sku", "A-1", "quantity", 2L, "price", 10L))),
                    "score",
                    7L)));
  }

  @Test
  void writes_records_of_a_sealed_interface_as_objects_even_with_one_component() {
    assertThat(codec.encode(new OrderCancelled(new Reason("late"))))
        .isEqualTo(new EncodedEvent("OrderCancelled", 1, Map.of("reason", "late")));
    assertThat(placed(new OrderEvent.Drone(30)).get("shipping"))
        .isEqualTo(Map.of("type", "Drone", "altitude", 30L));
    assertThat(placed(new Pickup()).get("shipping")).isEqualTo(Map.of("type", "Pickup"));
    assertThat(placed(null)).doesNotContainKey("shipping");
  }

  private Map<String, Object> placed(OrderEvent.@Nullable Shipping to) {
    List<Line> lines = List.of(new Line("A-1", 2, BigDecimal.ONE));
    return codec.encode(new OrderPlaced("1", "Ada", lines, to)).payload();
  }

  @Test
  void writes_components_in_their_order() {
    assertThat(placed(new Courier("Main Street 1", "Bath")).keySet())
        .containsExactly("number", "customerName", "lines", "shipping");
  }

  @Test
  void describes_each_event_in_one_line() {
    assertThat(codec.describe())
        .containsExactly(
            "OrderPlaced 1 {number: text, customerName!: text, lines: [{sku: text, quantity: whole"
                + " number, price: number}], shipping?!: <type>(Pickup {} | Courier {street!: text,"
                + " city: text} | Drone {altitude: whole number})}",
            "OrderPaid 1 {amount: number, points?: whole number, first: true or false, gift?: true"
                + " or false, at: time, due: date, channel: (CARD | CASH), taxes: {*: number},"
                + " parcels: {*: [{sku: text, quantity: whole number, price: number}]}, score:"
                + " whole number}",
            "OrderCancelled 1 {reason!: text}",
            "OrderShipped 1 {}");
  }

  @Test
  void knows_which_fields_are_personal() {
    assertThat(codec.personalFields("OrderPlaced")).containsOnly("customerName", "shipping");
    assertThat(codec.personalFields("OrderCancelled")).containsOnly("reason");
    assertThat(codec.personalFields("OrderShipped")).isEmpty();
    assertThat(codec.personalFields("Unknown")).isEmpty();
  }

  @Test
  void ignores_fields_that_a_newer_version_wrote() {
    assertThat(codec.decode(new EncodedEvent("OrderShipped", 1, Map.of("carrier", "post"))))
        .isEqualTo(new OrderShipped());
  }

  @Test
  void names_the_field_that_is_wrong_and_quotes_nothing() {
    assertRefused(Map.of("number", 1L), "its field number is missing or not text");
    assertRefused(Map.of("number", "1"), "its field customerName is missing or not text");
    assertRefused(Map.of("lines", "none"), "its field lines is missing or not a list");
    assertRefused(Map.of("lines", List.of(1L)), "its field lines[0] is missing or not an object");
    assertRefused(
        Map.of("lines", List.of(line(2L), line("x"))),
        "its field lines[1].quantity is missing or not a whole number");
    assertRefused(
        Map.of("lines", List.of(line(1L << 40))),
        "its field lines[0].quantity is missing or not a whole number");
    assertRefused(Map.of("shipping", "by post"), "its field shipping is not an object");
    assertRefused(
        Map.of("shipping", Map.of("type", "Balloon")),
        "its field shipping.type is missing or not one of Pickup, Courier, Drone");
    assertRefused(
        Map.of("shipping", Map.of("type", "Courier", "city", "Bath")),
        "its field shipping.street is missing or not text");
    assertRefused(
        Map.of("lines", List.of()),
        "it is refused by the constructor of OrderPlaced with IllegalArgumentException");
  }

  @Test
  void says_which_part_a_constructor_refuses_and_drops_its_words() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> codec.decode(new EncodedEvent("OrderCancelled", 1, Map.of("reason", " "))))
        .withMessage(
            "its field reason is refused by the constructor of Reason with"
                + " IllegalArgumentException");
  }

  private static Map<String, Object> line(Object quantity) {
    return Map.of("sku", "A-1", "quantity", quantity, "price", 1L);
  }

  private void assertRefused(Map<String, Object> wrong, String message) {
    Map<String, Object> fields = new HashMap<>(Map.of("number", "1", "lines", List.of(line(2L))));
    if (!message.contains("customerName")) {
      fields.put("customerName", "Ada");
    }
    fields.putAll(wrong);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.decode(new EncodedEvent("OrderPlaced", 1, fields)))
        .withMessage(message)
        .withNoCause();
  }

  @Test
  void refuses_types_and_versions_that_it_does_not_know() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.decode(new EncodedEvent("OrderErased", 1, Map.of())))
        .withMessage("this event type is not known");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.decode(new EncodedEvent("OrderShipped", 2, Map.of())))
        .withMessage("this schema version is not known");
  }

  @Test
  @SuppressWarnings("NullAway") // what a domain without NullAway may do
  void refuses_to_write_what_could_not_be_read() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> placedBy(null))
        .withMessage(
            "OrderPlaced.customerName is null: only a component that is marked @Nullable may be");
  }

  @SuppressWarnings("NullAway") // see above
  private void placedBy(@Nullable String name) {
    List<Line> lines = List.of(new Line("A-1", 2, BigDecimal.ONE));
    codec.encode(new OrderPlaced("1", name, lines, null));
  }
}
