package dev.headwater.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.RecordedEvent;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketProjection;
import dev.headwater.testkit.basket.BasketView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ViewDefinitionTest {
  @Test
  void a_name_has_1_to_64_letters_digits_underscores_and_hyphens() {
    for (String name : new String[] {"a", "customer-view", "Views_2", "x".repeat(64)}) {
      assertThat(baskets(name, "BASKET").name()).isEqualTo(name);
    }
    for (String name : new String[] {"", "x".repeat(65), "all baskets", "baskets#", "körbe"}) {
      assertThatIllegalArgumentException()
          .as(name)
          .isThrownBy(() -> baskets(name, "BASKET"))
          .withMessage("A view's name has 1 to 64 letters, digits, underscores and hyphens");
    }
  }

  @Test
  void a_category_is_one_that_a_stream_can_have() {
    for (String category : new String[] {"", "BASKET#", "#"}) {
      assertThatIllegalArgumentException()
          .as(category)
          .isThrownBy(() -> baskets("baskets", category))
          .withMessage("A category must not be empty or contain '#'");
    }
  }

  private static ViewDefinition<BasketView, BasketEvent> baskets(String name, String category) {
    return new ViewDefinition<>(name, category, BasketView.class, new BasketProjection());
  }

  @Test
  void the_fingerprint_covers_the_shape_of_the_views_and_the_revision() {
    var baskets = baskets("baskets", "BASKET");

    assertThat(baskets.fingerprint()).matches("[0-9a-f]{16}");
    assertThat(baskets("others", "OTHER").fingerprint()).isEqualTo(baskets.fingerprint());
    assertThat(BasketProjection.DOUBLING.fingerprint()).isNotEqualTo(baskets.fingerprint());
    assertThat(new ViewDefinition<>("n", "N", Ledger.class, new Sums<>(1)).fingerprint())
        .isNotEqualTo(
            new ViewDefinition<>("n", "N", More.Ledger.class, new Sums<>(1)).fingerprint())
        .isNotEqualTo(new ViewDefinition<>("n", "N", Ledger.class, new Sums<>(2)).fingerprint())
        .isEqualTo(new ViewDefinition<>("n", "N", Moved.Ledger.class, new Sums<>(1)).fingerprint());
  }

  private record Ledger(long sum) {}

  private static final class Moved {
    private record Ledger(long sum) {}
  }

  private static final class More {
    private record Ledger(long sum, long count) {}
  }

  private record Sums<V>(int revision) implements Projection<V, String> {
    @Override
    public @Nullable V apply(@Nullable V view, RecordedEvent<String> event) {
      return view;
    }
  }
}
