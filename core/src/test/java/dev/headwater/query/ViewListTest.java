package dev.headwater.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViewListTest {
  @Test
  void a_name_fits_into_the_names_of_an_index_and_its_attributes() {
    for (String name : List.of("", "1", "by-owner", "by owner", "é", "x".repeat(33))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> list(name))
          .withMessage(
              "A list cannot be named '"
                  + name
                  + "': use 1 to 32 letters and digits, beginning with a letter");
    }
    for (String name : List.of("a", "byOwner2", "x".repeat(32))) {
      assertThat(list(name).name()).isEqualTo(name);
    }
  }

  @Test
  void two_lists_of_one_name_are_refused() {
    assertThat(ViewList.byName(List.of(list("b"), list("a"))).keySet()).containsExactly("b", "a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ViewList.byName(List.of(list("a"), list("b"), list("a"))))
        .withMessage("Two lists of a view are named 'a': each needs a name of its own");
  }

  @Test
  void a_view_may_be_in_no_list() {
    assertThat(placed(null).place("view")).isEmpty();
  }

  @Test
  void a_place_is_one_that_an_index_can_hold() {
    assertFits("p", "s");
    assertFits("x".repeat(2037), "x".repeat(1024));
    assertRefused("", "s", "Its partition in the list 'owner' must have 1 to 2037 bytes");
    assertRefused(
        "é".repeat(1019), "s", "Its partition in the list 'owner' must have 1 to 2037 bytes");
    assertRefused("p", "", "Its sort key in the list 'owner' must have 1 to 1024 bytes");
    assertRefused(
        "p", "é".repeat(513), "Its sort key in the list 'owner' must have 1 to 1024 bytes");
    assertRefused(
        "\ud83e", "s", "Its partition in the list 'owner' holds half of a surrogate pair");
  }

  @Test
  void a_failure_of_the_function_quotes_no_view() {
    var list =
        new ViewList<String>(
            "owner",
            false,
            view -> {
              throw new IllegalStateException(view);
            });

    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.place("a secret"))
        .withMessage("Its format cannot encode it (java.lang.IllegalStateException)")
        .withNoCause();
  }

  @Test
  void only_a_list_that_there_is_can_be_selected() {
    var read = new ListRead("owner", List.of("ada"), ListOrder.ASCENDING, null, 10);

    assertThat(read.select(Map.of("owner", 1, "list", 2))).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read.select(Map.of("list", 2)))
        .withMessage("There is no list 'owner'; there are [list]");
  }

  private static void assertFits(String partition, String sort) {
    var place = new IndexEntry(partition, sort);
    assertThat(placed(place).place("view")).contains(place);
  }

  private static void assertRefused(String partition, String sort, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> placed(new IndexEntry(partition, sort)).place("view"))
        .withMessage(reason);
  }

  private static ViewList<String> list(String name) {
    return new ViewList<>(name, true, view -> new IndexEntry(view, view));
  }

  private static ViewList<String> placed(@Nullable IndexEntry place) {
    return new ViewList<>("owner", false, view -> place);
  }
}
