package dev.headwater.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketProjection;
import dev.headwater.testkit.basket.BasketView;
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
    return new ViewDefinition<>(name, category, new BasketProjection());
  }
}
