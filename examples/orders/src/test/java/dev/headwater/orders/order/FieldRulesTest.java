package dev.headwater.orders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.orders.order.OrderCommand.PlaceOrder;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {
  private static final String ID_RULE = "must be 1 to 64 letters, digits, underscores or hyphens";
  private static final String LINE_RULE = "must have 1 to 200 characters";
  private static final String MONEY_RULE =
      "must be an amount from 0.00 to 1000000.00 with at most two decimals";

  @ParameterizedTest
  @CsvSource({"0, 0.00", "0E-999999999, 0.00", "4.9, 4.90", "1E+2, 100.00", "2.500, 2.50"})
  void an_amount_has_two_decimals(String given, String normal) {
    assertThat(new Money(new BigDecimal(given)).value()).isEqualTo(new BigDecimal(normal));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "1000000.01", "0.001", "1E+999999999", "1E-999999999"})
  void refuses_an_amount_that_nobody_pays(String given) {
    assertThatThrownBy(() -> new Money(new BigDecimal(given)))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(MONEY_RULE);
  }

  @Test
  void a_quantity_is_from_1_to_1000() {
    assertThat(new Quantity(1).value()).isEqualTo(1);
    assertThat(new Quantity(1000).value()).isEqualTo(1000);
    for (int given : new int[] {Integer.MIN_VALUE, 0, 1001}) {
      assertThatThrownBy(() -> new Quantity(given))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("must be a whole number from 1 to 1000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a#b", "ä", "a/b", "a.b", "a\n", "ı", "\ud800"})
  void refuses_what_is_no_id(String given) {
    assertThatThrownBy(() -> new OrderId(given)).hasMessage(ID_RULE);
    assertThatThrownBy(() -> new CustomerId(given)).hasMessage(ID_RULE);
    assertThatThrownBy(() -> new OrderNumber(given + "ı")).hasMessage(ID_RULE);
    assertThatThrownBy(() -> new Sku(given + "ß")).hasMessage(ID_RULE);
    assertThatThrownBy(() -> new TrackingNumber(given + ".")).hasMessage(ID_RULE);
  }

  @Test
  void an_id_has_1_to_64_characters_in_upper_or_lower_case() {
    assertThat(new OrderId("a_B-9".repeat(12) + "abcd").value()).startsWith("a_B").hasSize(64);
    assertThat(new CustomerId("Ada").value()).isEqualTo("Ada");
    assertThatThrownBy(() -> new OrderId("a".repeat(65))).hasMessage(ID_RULE);
  }

  @Test
  void what_people_type_may_be_in_any_case() {
    assertThat(new OrderNumber(" 2026-a1 ").value()).isEqualTo("2026-A1");
    assertThat(new Sku("tea-1\t")).isEqualTo(new Sku("TEA-1"));
    assertThat(new TrackingNumber("parcel_1").value()).isEqualTo("PARCEL_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t",
        "\u00a0",
        "\u200b",
        "a\nb",
        "a\u0000b",
        "a\u0085b",
        "a\u2028b",
        "a\ud800b",
        "a\uffffb",
        "a\ufdd0b",
        "\udbff\udffea"
      })
  void refuses_what_is_no_line(String given) {
    assertThatThrownBy(() -> new CustomerName(given)).hasMessageStartingWith("must ");
    assertThatThrownBy(() -> new Reason(given)).hasMessageStartingWith("must ");
  }

  @Test
  void a_line_has_1_to_200_characters() {
    assertThat(new CustomerName(" Łucja O'Neill-Müller \n").value())
        .isEqualTo("Łucja O'Neill-Müller");
    assertThat(new Reason("7" + "\ud83d\ude00".repeat(199)).value()).hasSize(399);
    assertThatThrownBy(() -> new Reason("x".repeat(201))).hasMessage(LINE_RULE);
  }

  @Test
  void personal_texts_show_themselves_to_no_log() {
    assertThat(new CustomerName("Ada Lovelace").toString()).doesNotContain("Ada");
    assertThat(new Reason("moved to Turin").toString()).doesNotContain("Turin");
  }

  @Test
  void an_order_is_placed_with_at_least_one_line() {
    assertThatThrownBy(
            () ->
                new PlaceOrder(
                    new OrderId("o-1"),
                    new OrderNumber("1"),
                    new CustomerId("ada"),
                    new CustomerName("Ada"),
                    List.of()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("must have at least one line");
  }
}
