package dev.headwater.customers.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.headwater.customers.Described;
import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.ViewList;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerViewFormatTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private final ViewFormat<CustomerView> format = Described.VIEW.viewFormat();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "Ada_Lovelace-1815",
        "1234567890123456789012345678901234567890123456789012345678901234"
      })
  void reads_what_it_writes(String id) {
    CustomerView view = view(id, AT, AT.plusSeconds(1));

    assertThat(readBack(view)).isEqualTo(view);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a#b",
        "\u00e9",
        "\u0661",
        "a\n",
        "\ud83e\udd86",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void does_not_read_an_id_outside_the_syntax(String id) {
    assertThatException().isThrownBy(() -> readBack(view(id, AT, AT)));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        1_767_323_045_678_000L,
        253_402_300_800_000L,
        -62_167_219_200_001L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void does_not_read_a_time_outside_of_the_years_0_to_9999(long millis) {
    Instant odd = Instant.ofEpochMilli(millis);

    assertThatException().isThrownBy(() -> readBack(view("ada", odd, AT)));
    assertThatException().isThrownBy(() -> readBack(view("ada", AT, odd)));
  }

  @Test
  void places_a_customer_by_registration_and_id() {
    assertThat(format.lists())
        .singleElement()
        .returns("list", ViewList::name)
        .returns(true, ViewList::sharded)
        .extracting(list -> list.place(view("ada", AT, AT)).map(IndexEntry::sort))
        .isEqualTo(Optional.of("2026-01-02T03:04:05.678Z#ada"));
  }

  private CustomerView readBack(CustomerView view) {
    var fields = format.encode(view);
    fields.put(format.keyName(), view.customerId());
    return format.decode(fields);
  }

  private static CustomerView view(String id, Instant registered, Instant updated) {
    return new CustomerView(
        id, "ada@example.com", "Ada", CustomerStatus.ACTIVE, registered, updated, null);
  }
}
