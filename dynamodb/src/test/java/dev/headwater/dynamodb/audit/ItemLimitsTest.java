package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.dynamodb.internal.ItemSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemLimitsTest {
  private static final int LIMIT = 400 * 1024;

  @Test
  void an_item_has_400_kilobytes_at_most_names_included() {
    assertFits(Map.of("text", text(LIMIT - "text".length())));
    assertRefused(Map.of("text", text(LIMIT - "text".length() + 1)), "409600");
  }

  @Test
  void an_item_that_may_fit_since_numbers_may_take_less_is_not_refused() {
    AttributeValue number = AttributeValue.fromN("12");
    Map<String, AttributeValue> numbers =
        Map.of(
            "n",
            number,
            "l",
            AttributeValue.fromL(List.of(number)),
            "m",
            AttributeValue.fromM(Map.of("n", number)),
            "s",
            AttributeValue.fromNs(List.of("1", "2")));
    long least = ItemSize.of(numbers) - 5;

    assertFits(with(numbers, text((int) (LIMIT - least - 1))));
    assertRefused(with(numbers, text((int) (LIMIT - least))), "409600");
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> numbers, AttributeValue text) {
    Map<String, AttributeValue> item = new HashMap<>(numbers);
    item.put("t", text);
    return item;
  }

  private static AttributeValue text(int bytes) {
    return AttributeValue.fromS("x".repeat(bytes));
  }

  private static void assertFits(Map<String, AttributeValue> item) {
    assertThatCode(() -> ItemLimits.check(item)).doesNotThrowAnyException();
  }

  private static void assertRefused(Map<String, AttributeValue> item, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ItemLimits.check(item))
        .withMessageContaining(said)
        .withMessageNotContaining("xx");
  }
}
