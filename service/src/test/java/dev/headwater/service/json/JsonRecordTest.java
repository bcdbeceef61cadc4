package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.service.json.OrderEvent.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonRecordTest {
  record OrderView(
      String orderId,
      @Nullable String trackingNumber,
      Status status,
      Instant placedAt,
      BigDecimal total,
      List<Line> lines,
      Map<String, Long> counts,
      Amount due) {}

  record Amount(BigDecimal value) {}

  enum Status {
    OPEN,
    PAID
  }

  private final JsonRecord<OrderView> views = JsonRecord.of(OrderView.class);
  private final OrderView view =
      new OrderView(
          "o-1",
          null,
          Status.PAID,
          Instant.parse("2026-08-01T12:00:00Z"),
          new BigDecimal("1E+3"),
          List.of(new Line("A-1", 2, new BigDecimal("2.50"))),
          Map.of("b", 2L, "a", 1L),
          new Amount(new BigDecimal("7.10")));

  @Test
  void reads_back_what_it_stores() {
    Map<String, Object> stored = views.encode(view);
    assertThat(stored)
        .containsEntry("placedAt", "2026-08-01T12:00:00.000Z")
        .containsEntry("total", 1_000L)
        .containsEntry("due", new BigDecimal("7.1"))
        .doesNotContainKey("trackingNumber");
    stored.remove("counts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> views.decode(stored))
        .withMessage("its field counts is missing or not an object");
    stored.put("counts", Map.of("a", "one"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> views.decode(stored))
        .withMessage("its field counts[0] is missing or not a whole number");
    stored.put("counts", Map.of("a", 1L, "b", 2L));
    assertThat(views.encode(views.decode(stored))).isEqualTo(stored);
    stored.put("trackingNumber", 7L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> views.decode(stored))
        .withMessage("its field trackingNumber is not text");
  }

  @Test
  void shows_clients_required_fields_then_the_callers_then_optional_ones() {
    OrderView shipped =
        new OrderView(
            view.orderId,
            "T-1",
            view.status,
            view.placedAt,
            view.total,
            view.lines,
            view.counts,
            view.due);
    assertThat(views.json(shipped, json -> json.put("version", 4)).toString())
        .isEqualTo(
            "{\"orderId\":\"o-1\",\"status\":\"PAID\",\"placedAt\":\"2026-08-01T12:00:00Z\","
                + "\"total\":1000,\"lines\":[{\"sku\":\"A-1\",\"quantity\":2,\"price\":2.5}],"
                + "\"counts\":{\"a\":1,\"b\":2},\"due\":7.1,\"version\":4,"
                + "\"trackingNumber\":\"T-1\"}");
    assertThat(views.json(view).has("trackingNumber")).isFalse();
  }

  @Test
  void finds_components_by_name() {
    Component due = views.component("due");
    assertThat(due.shape().kind()).isEqualTo(Shape.Kind.DECIMAL);
    assertThat(due.shape().type()).isEqualTo(Amount.class);
    assertThat(due.stored(view)).isEqualTo(new BigDecimal("7.1"));
    assertThat(due.isOptional()).isFalse();
    assertThat(views.component("trackingNumber").isOptional()).isTrue();
    assertThat(views.component("status").shape().constants()).containsExactly("OPEN", "PAID");
    assertThat(views.component("status").stored(view)).isEqualTo("PAID");
    assertThat(views.component("trackingNumber").stored(view)).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> views.component("statuss"))
        .withMessage(
            "OrderView has no component statuss; there are [orderId, trackingNumber, status,"
                + " placedAt, total, lines, counts, due]");
  }

  record OfTime(Instant at) {}

  @Test
  void refuses_a_time_that_would_not_sort() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonRecord.of(OfTime.class).encode(new OfTime(Instant.MAX)))
        .withMessage("A time is not of the years 0000 to 9999");
  }
}
