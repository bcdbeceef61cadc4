package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewChecksTest {
  record Sorted(
      String text,
      Name name,
      Status status,
      Instant at,
      LocalDate date,
      BigDecimal total,
      int count,
      Amount amount,
      boolean open,
      List<String> tags) {}

  record Name(String value) {}

  record Amount(BigDecimal value) {}

  enum Status {
    OPEN
  }

  private final JsonRecord<Sorted> views = JsonRecord.of(Sorted.class);

  @ParameterizedTest
  @ValueSource(strings = {"text", "name", "status", "at", "date"})
  void sorts_by_text(String name) {
    assertThat(ViewChecks.sortKey(views, name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"total", "count", "amount"})
  void refuses_to_sort_by_numbers(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ViewChecks.sortKey(views, name))
        .withMessage(
            "Sorted."
                + name
                + " is a number, and a list is sorted as text, where 10 comes before 9: sort by"
                + " text with leading zeros, or by a time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "tags"})
  void refuses_to_sort_by_what_is_no_text(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ViewChecks.sortKey(views, name))
        .withMessage(
            "Sorted." + name + " is not text: sort by text, an enum, an Instant or a LocalDate");
  }

  record OfVersion(long version) {}

  record OfRemoved(boolean removed) {}

  record OfFingerprint(String fingerprint) {}

  record OfLists(String customerShard, String listSort) {}

  @Test
  void refuses_the_names_of_the_stores_attributes() {
    assertRefused(OfVersion.class, "OfVersion.version", List.of());
    assertRefused(OfRemoved.class, "OfRemoved.removed", List.of());
    assertRefused(OfFingerprint.class, "OfFingerprint.fingerprint", List.of());
    assertRefused(OfLists.class, "OfLists.customerShard", List.of("customer"));
    assertRefused(OfLists.class, "OfLists.listSort", List.of("list"));
    ViewChecks.checkNames(JsonRecord.of(OfLists.class), List.of("status"));
  }

  private static void assertRefused(Class<?> type, String place, List<String> lists) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ViewChecks.checkNames(JsonRecord.of(type), lists))
        .withMessage(place + " has the name of an attribute that the store adds: rename it");
  }
}
