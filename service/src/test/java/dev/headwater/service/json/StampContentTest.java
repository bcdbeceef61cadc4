package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.service.json.OrderEvent.Line;
import dev.headwater.service.json.OrderEvent.OrderPaid;
import dev.headwater.service.json.OrderEvent.OrderPlaced;
import dev.headwater.service.json.OrderEvent.Pickup;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StampContentTest {
  record Command(@Nullable String a, String b, @Nullable String c, String d, @Nullable Long e) {}

  @Test
  void lists_required_texts_then_optional_ones_with_their_names() {
    Form<Command> form = Form.of(Command.class);
    assertThat(form.stampContent(new Command(null, "1", null, "2", null), Set.of()))
        .containsExactly("1", "2");
    assertThat(form.stampContent(new Command("3", "1", null, "2", 4L), Set.of()))
        .containsExactly("1", "2", "a", "3", "e", "4");
    assertThat(form.stampContent(new Command("3", "1", null, "2", 4L), Set.of("b", "a")))
        .containsExactly("2", "e", "4");
  }

  @Test
  void writes_nested_values_as_json_of_one_form() {
    Form<OrderPlaced> form = Form.of(OrderPlaced.class);
    List<Line> lines = List.of(new Line("A\"1", 2, new BigDecimal("1.50")));
    assertThat(form.stampContent(new OrderPlaced("7", "Ada", lines, new Pickup()), Set.of()))
        .containsExactly(
            "7",
            "Ada",
            "[{\"sku\":\"A\\\"1\",\"quantity\":2,\"price\":1.5}]",
            "shipping",
            "{\"type\":\"Pickup\"}");
  }

  record Labelled(Map<String, String> labels) {}

  @Test
  void equal_maps_have_equal_content() {
    Map<String, String> one = new HashMap<>();
    Map<String, String> other = new LinkedHashMap<>();
    for (int at = 0; at < 50; at++) {
      one.put("key" + at, "v");
      other.put("key" + (49 - at), "v");
    }
    Form<Labelled> form = Form.of(Labelled.class);
    assertThat(form.stampContent(new Labelled(one), Set.of()))
        .isEqualTo(form.stampContent(new Labelled(other), Set.of()));
  }

  /** Few short texts, so that contents that could be confused occur. */
  @Test
  void different_commands_never_have_the_same_content() {
    Random random = new Random(20_260_801);
    Form<Command> form = Form.of(Command.class);
    Map<List<String>, Command> seen = new HashMap<>();
    for (int left = 20_000; left > 0; left--) {
      Command command =
          new Command(
              maybe(random), text(random), maybe(random), text(random), maybeNumber(random));
      Command same = seen.putIfAbsent(form.stampContent(command, Set.of()), command);
      assertThat(same == null ? command : same).isEqualTo(command);
    }
    assertThat(seen).hasSizeGreaterThan(2_000);
  }

  private static String text(Random random) {
    return List.of("a", "b", "c", "d", "e", "1", "").get(random.nextInt(7));
  }

  private static @Nullable String maybe(Random random) {
    return random.nextBoolean() ? text(random) : null;
  }

  private static @Nullable Long maybeNumber(Random random) {
    return random.nextBoolean() ? (Long) (long) random.nextInt(3) : null;
  }

  @Test
  void different_nested_values_never_have_the_same_content() {
    Form<OrderPlaced> placed = Form.of(OrderPlaced.class);
    Form<OrderPaid> paid = Form.of(OrderPaid.class);
    Map<List<String>, OrderEvent> seen = new HashMap<>();
    assertThat(RandomOrders.events(7, 3_000))
        .allSatisfy(
            event -> {
              List<String> content =
                  switch (event) {
                    case OrderPlaced each -> placed.stampContent(each, Set.of());
                    case OrderPaid each -> paid.stampContent(each, Set.of());
                    case OrderEvent.OrderCancelled each -> List.of();
                    case OrderEvent.OrderShipped each -> List.of();
                  };
              OrderEvent same = content.isEmpty() ? null : seen.putIfAbsent(content, event);
              assertThat(same == null ? event : same).isEqualTo(event);
            });
    assertThat(seen).hasSizeGreaterThan(1_000);
  }
}
