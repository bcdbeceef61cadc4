package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FormTest {
  record PlaceOrder(
      String number,
      List<Line> lines,
      @Nullable Shipping shipping,
      @Nullable Instant at,
      @Nullable LocalDate due,
      @Nullable Channel channel,
      @Nullable Boolean gift,
      @Nullable Integer priority,
      @Nullable Long points,
      @Nullable BigDecimal tip,
      @Nullable Map<String, Sku> labels) {}

  record Line(Sku sku, Quantity quantity, @Nullable String note) {}

  record Sku(String value) {
    public Sku {
      if (!value.matches("[A-Z0-9-]{1,20}")) {
        throw new IllegalArgumentException("must be 1 to 20 capitals, digits or hyphens");
      }
    }
  }

  record Quantity(int value) {
    public Quantity {
      if (value < 1 || value > 100) {
        throw new IllegalArgumentException("must be from 1 to 100");
      }
    }
  }

  enum Channel {
    CARD,
    CASH
  }

  sealed interface Shipping {}

  record Pickup() implements Shipping {}

  record Courier(String street) implements Shipping {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Form<PlaceOrder> form = Form.of(PlaceOrder.class);
  private final Map<String, String> errors = new LinkedHashMap<>();

  private <T> @Nullable T bind(Form<T> form, String json, Map<String, ?> given) {
    ObjectNode request = (ObjectNode) MAPPER.readTree(json.replace('\'', '"'));
    return form.bind(request, given, "body", errors::put);
  }

  @Test
  void binds_every_kind() {
    PlaceOrder order =
        bind(
            form,
            """
            {'number': '7', 'lines': [{'sku': 'A-1', 'quantity': 2}], 'shipping': {'type':
            'Courier', 'street': 'Main Street'}, 'at': '2026-08-01T12:34:56.789999Z', 'due':
            '2026-08-02', 'channel': 'CASH', 'gift': true, 'priority': -1, 'points': 9000000000,
            'tip': 1.10, 'labels': {'a': 'A'}, 'other': 1}
            """,
            Map.of());

    assertThat(errors).isEmpty();
    assertThat(order)
        .isEqualTo(
            new PlaceOrder(
                "7",
                List.of(new Line(new Sku("A-1"), new Quantity(2), null)),
                new Courier("Main Street"),
                Instant.parse("2026-08-01T12:34:56.789Z"),
                LocalDate.of(2026, 8, 2),
                Channel.CASH,
                true,
                -1,
                9_000_000_000L,
                new BigDecimal("1.10"),
                Map.of("a", new Sku("A"))));
  }

  @Test
  void takes_null_for_absent() {
    PlaceOrder order = bind(form, "{'number': '7', 'lines': [], 'tip': null}", Map.of());
    assertThat(errors).isEmpty();
    assertThat(order)
        .isEqualTo(
            new PlaceOrder("7", List.of(), null, null, null, null, null, null, null, null, null));
  }

  @Test
  void collects_everything_that_is_wrong_in_the_order_of_the_components() {
    PlaceOrder order =
        bind(
            form,
            """
            {'number': 7, 'lines': [{'sku': 'a', 'quantity': 2}, {'quantity': 'x', 'colour': 1},
            null, 3], 'shipping': {'type': 'Balloon'}, 'at': '2026-08-01T12:34:56+02:00', 'due':
            '2026-02-30', 'channel': 'BANK', 'gift': 'true', 'priority': 3000000000, 'points': 1.5,
            'tip': '1', 'labels': {'ada@example.com': 'a'}}
            """,
            Map.of());

    assertThat(order).isNull();
    assertThat(errors)
        .containsExactly(
            entry("number", "must be a string"),
            entry("lines[0].sku", "must be 1 to 20 capitals, digits or hyphens"),
            entry("lines[1].sku", "is missing"),
            entry("lines[1].quantity", "must be a whole number"),
            entry("lines[1]", "has an unknown field; there are note, quantity, sku"),
            entry("lines[2]", "is missing"),
            entry("lines[3]", "must be an object"),
            entry("shipping.type", "must be one of Pickup, Courier"),
            entry("at", "must be a UTC time such as 2026-08-01T12:34:56Z"),
            entry("due", "must be a date such as 2026-08-01"),
            entry("channel", "must be one of CARD, CASH"),
            entry("gift", "must be true or false"),
            entry("priority", "must be a whole number from -2147483648 to 2147483647"),
            entry("points", "must be a whole number"),
            entry("tip", "must be a number"),
            entry("labels[0]", "must be 1 to 20 capitals, digits or hyphens"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'number': '7'} | lines | is missing",
        "{'number': null, 'lines': []} | number | is missing",
        "{'number': '7', 'lines': {}} | lines | must be a list",
        "{'number': '7', 'lines': [], 'labels': []} | labels | must be an object",
        "{'number': '7', 'lines': [], 'shipping': 1} | shipping | must be an object",
        "{'number': '7', 'lines': [], 'shipping': {}} | shipping.type | is missing",
        "{'number': '7', 'lines': [], 'shipping': {'type': 1}} | shipping.type | must be a string",
        "{'number': '7', 'lines': [], 'shipping': {'type': 'Pickup', 'street': 'x'}} | shipping"
            + " | has an unknown field; there are type",
        "{'number': '7', 'lines': [], 'points': 9223372036854775808} | points | must be a whole"
            + " number from -9223372036854775808 to 9223372036854775807",
        "{'number': '7', 'lines': [], 'points': '5'} | points | must be a whole number",
        "{'number': '7', 'lines': [], 'tip': 1e999999999} | tip | must be a number of at most 38"
            + " digits",
        "{'number': '7', 'lines': [], 'tip': 1e-39} | tip | must be a number of at most 38 digits",
        "{'number': '7', 'lines': [], 'at': '+12026-08-01T12:34:56Z'} | at | must be a UTC time"
            + " such as 2026-08-01T12:34:56Z",
        "{'number': '7', 'lines': [], 'at': 'noonZ'} | at | must be a UTC time such as"
            + " 2026-08-01T12:34:56Z",
        "{'number': '7', 'lines': [], 'due': 5} | due | must be a string",
        "{'number': '7', 'lines': [{'sku': 'A', 'quantity': 0}]} | lines[0].quantity | must be from"
            + " 1 to 100"
      })
  void says_what_is_wrong(String json, String path, String problem) {
    assertThat(bind(form, json, Map.of())).isNull();
    assertThat(errors).containsExactly(entry(path, problem));
  }

  @Test
  void bounds_lists_and_maps() {
    String lines = "null,".repeat(1_000) + "null";
    assertThat(bind(form, "{'number': '7', 'lines': [" + lines + "]}", Map.of())).isNull();
    assertThat(errors).containsExactly(entry("lines", "must have at most 1000 entries"));

    errors.clear();
    Map<String, String> labels = new TreeMap<>();
    for (int at = 0; at <= 1_000; at++) {
      labels.put("k" + at, "A");
    }
    String json = MAPPER.writeValueAsString(labels);
    assertThat(bind(form, "{'number': '7', 'lines': [], 'labels': " + json + "}", Map.of()))
        .isNull();
    assertThat(errors).containsExactly(entry("labels", "must have at most 1000 entries"));
  }

  record Move(Place to, int steps, long far, BigDecimal speed, boolean back) {}

  record Place(String text) {}

  @Test
  void takes_numbers_from_text_where_that_is_allowed() {
    Form<Move> fromText = Form.of(Move.class).fromText("steps", "far").fromText("speed", "back");
    String json = "{'to': 'x', 'steps': '-5', 'far': '6', 'speed': '1.50', 'back': 'false'}";
    assertThat(bind(fromText, json, Map.of()))
        .isEqualTo(new Move(new Place("x"), -5, 6, new BigDecimal("1.50"), false));
    assertThat(
            bind(
                fromText,
                "{'to': 'x', 'steps': '5.0', 'far': '1e3', 'speed': '.5', 'back': 'no'}",
                Map.of()))
        .isNull();
    assertThat(errors)
        .containsExactly(
            entry("steps", "must be a whole number"),
            entry("far", "must be a whole number"),
            entry("speed", "must be a number"),
            entry("back", "must be true or false"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fromText.fromText("step"))
        .withMessage("Move has no component step; there are [to, steps, far, speed, back]");
  }

  record Close(String id, Place by, Instant now, @Nullable Place via) {}

  @Test
  void takes_given_values_from_the_caller() {
    Form<Close> closing = Form.of(Close.class).given("by", "now").given("via");
    Instant now = Instant.parse("2026-08-01T12:34:56.789012Z");
    assertThat(closing.fields()).extracting(Component::name).containsExactly("id");
    assertThat(bind(closing, "{'id': 'x', 'by': 'y'}", Map.of("by", "ada", "now", now)))
        .isEqualTo(
            new Close("x", new Place("ada"), Instant.parse("2026-08-01T12:34:56.789Z"), null));
    assertThat(
            bind(
                closing,
                "{'id': 'x'}",
                Map.of("by", new Place("ada"), "now", "2026-08-01T12:34:56.789Z", "via", "b")))
        .isEqualTo(
            new Close(
                "x", new Place("ada"), Instant.parse("2026-08-01T12:34:56.789Z"), new Place("b")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bind(closing, "{'id': 'x'}", Map.of("now", now)))
        .withMessage("its field by is missing or not text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bind(closing, "{'id': 'x'}", Map.of("now", now, "by", 7L)))
        .withMessage("its field by is missing or not text");
  }

  record Range(int from, int to) {
    public Range {
      if (from > to) {
        throw new IllegalArgumentException("must not end before it begins");
      }
    }
  }

  record Book(Range range, String name) {
    public Book {
      if (name.length() > range.to) {
        throw new IllegalArgumentException("must be shorter than " + name);
      }
    }
  }

  @Test
  void reports_what_a_record_refuses_at_its_path() {
    Form<Book> booking = Form.of(Book.class);
    assertThat(bind(booking, "{'range': {'from': 2, 'to': 1}, 'name': 'a'}", Map.of())).isNull();
    assertThat(errors).containsExactly(entry("range", "must not end before it begins"));
    errors.clear();
    assertThat(bind(booking, "{'range': {'from': 1, 'to': 1}, 'name': 'secret'}", Map.of()))
        .isNull();
    assertThat(errors).containsExactly(entry("body", "is not valid"));
  }
}
