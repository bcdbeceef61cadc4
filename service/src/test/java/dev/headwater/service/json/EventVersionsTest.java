package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.EncodedEvent;
import dev.headwater.service.json.OrderEvent.Line;
import dev.headwater.service.json.OrderEvent.OrderCancelled;
import dev.headwater.service.json.OrderEvent.OrderShipped;
import dev.headwater.service.json.OrderEvent.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventVersionsTest {
  private final JsonEvents<OrderEvent> codec = JsonEvents.of(OrderEvent.class);

  @Test
  void upcasts_step_by_step() {
    JsonEvents<OrderEvent> upcasting =
        codec
            .upcast("OrderCancelled", 1, EventVersionsTest::nameReason)
            .upcast("OrderCancelled", 2, fields -> Map.of("reason", fields.get("reason") + "!"));

    assertThat(upcasting.decode(new EncodedEvent("OrderCancelled", 1, Map.of("why", "late"))))
        .isEqualTo(cancelled("late!"));
    assertThat(upcasting.decode(new EncodedEvent("OrderCancelled", 3, Map.of("reason", "late"))))
        .isEqualTo(cancelled("late"));
    assertThat(upcasting.encode(cancelled("late")).schemaVersion()).isEqualTo(3);
    assertThat(upcasting.describe()).contains("OrderCancelled 3 {reason!: text}");
  }

  private static Map<String, Object> unchanged(Map<String, Object> fields) {
    return fields;
  }

  private static OrderEvent cancelled(String reason) {
    return new OrderCancelled(new Reason(reason));
  }

  /** Changes what it is given. */
  private static Map<String, Object> nameReason(Map<String, Object> fields) {
    fields.put("reason", fields.remove("why"));
    return fields;
  }

  @Test
  void reads_a_type_that_was_renamed() {
    JsonEvents<OrderEvent> renamed =
        codec
            .renamed("OrderDropped", 1, "OrderCancelled", 1, EventVersionsTest::nameReason)
            .renamed("OrderDropped", 2, "OrderCancelled", 2, EventVersionsTest::unchanged)
            .upcast("OrderCancelled", 1, EventVersionsTest::unchanged);

    assertThat(renamed.decode(new EncodedEvent("OrderDropped", 1, Map.of("why", "late"))))
        .isEqualTo(cancelled("late"));
    assertThat(renamed.decode(new EncodedEvent("OrderDropped", 2, Map.of("reason", "late"))))
        .isEqualTo(cancelled("late"));
    assertThat(renamed.encode(cancelled("late")).schemaVersion()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> renamed.decode(new EncodedEvent("OrderDropped", 3, Map.of())))
        .withMessage("this schema version is not known");
  }

  @Test
  void a_type_that_took_the_place_of_another_may_begin_at_a_later_version() {
    JsonEvents<OrderEvent> renamed =
        codec.renamed("OrderDropped", 1, "OrderCancelled", 2, EventVersionsTest::unchanged);

    assertThat(renamed.encode(cancelled("late")).schemaVersion()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> renamed.decode(new EncodedEvent("OrderCancelled", 1, Map.of())))
        .withMessage("this schema version is not known");
  }

  @Test
  void stores_an_event_under_another_name() {
    JsonEvents<OrderEvent> named = codec.named(OrderShipped.class, "Shipped");

    assertThat(named.encode(new OrderShipped()))
        .isEqualTo(new EncodedEvent("Shipped", 1, Map.of()));
    assertThat(named.decode(new EncodedEvent("Shipped", 1, Map.of())))
        .isEqualTo(new OrderShipped());
    assertThat(named.describe()).contains("Shipped 1 {}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named.decode(new EncodedEvent("OrderShipped", 1, Map.of())))
        .withMessage("this event type is not known");
  }

  @Test
  void a_step_that_fails_quotes_nothing() {
    JsonEvents<OrderEvent> failing =
        codec.upcast(
            "OrderShipped",
            1,
            fields -> {
              throw new IllegalStateException("secret");
            });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> failing.decode(new EncodedEvent("OrderShipped", 1, Map.of())))
        .withMessage("its upcaster from schema version 1 failed with IllegalStateException")
        .withNoCause();
  }

  @Test
  void refuses_declarations_that_contradict_each_other() {
    assertRefused(
        codec.named(OrderShipped.class, "OrderPlaced"),
        "Two events of OrderEvent are called OrderPlaced: name one of them differently");
    assertRefused(
        codec.named(OrderShipped.class, ""),
        "OrderShipped is stored under an empty name: give it one");
    assertRefused(
        codec.upcast("OrderLost", 1, EventVersionsTest::unchanged),
        "An upcaster leads to OrderLost, which is not an event; there are OrderCancelled,"
            + " OrderPaid, OrderPlaced, OrderShipped");
    assertRefused(
        codec.upcast("OrderPaid", 2, EventVersionsTest::unchanged),
        "Version 1 of OrderPaid has no upcaster, but a later one has");
    assertRefused(
        codec
            .upcast("OrderPaid", 1, EventVersionsTest::unchanged)
            .upcast("OrderPaid", 3, EventVersionsTest::unchanged),
        "Version 2 of OrderPaid has no upcaster, but a later one has");
    assertRefused(
        codec
            .upcast("OrderPaid", 1, EventVersionsTest::unchanged)
            .upcast("OrderPaid", 1, EventVersionsTest::unchanged),
        "Two upcasters from version 1 of OrderPaid");
    assertRefused(
        codec.renamed("OrderPaid", 1, "OrderPlaced", 1, EventVersionsTest::unchanged),
        "An upcaster renames OrderPaid, which is an event: use upcast");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.upcast("OrderPaid", 0, EventVersionsTest::unchanged))
        .withMessage("An upcaster of OrderPaid: versions begin at 1");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // as a caller may
  void refuses_a_name_for_what_is_not_an_event() {
    assertRefused(
        codec.named((Class) Line.class, "Line"), "Line is named, but not an event of OrderEvent");
  }

  private static void assertRefused(JsonEvents<OrderEvent> codec, String message) {
    assertThatIllegalArgumentException().isThrownBy(codec::check).withMessage(message);
  }
}
