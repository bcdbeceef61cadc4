package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.audit.WriteEstimator.WriteCost;
import dev.headwater.dynamodb.internal.ItemSize;
import dev.headwater.dynamodb.views.ListIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rules are AWS's: those of DynamoDB's read and write operations, and of its indexes. */
class ItemWriteTest {
  private static final List<ListIndex> LISTS =
      List.of(new ListIndex("status", 4), new ListIndex("owner", 1));
  private static final Map<String, AttributeValue> NONE = Map.of();

  @Test
  void a_unit_writes_up_to_a_kilobyte() {
    assertThat(cost(NONE, item(1024))).isEqualTo(units(1, 0));
    assertThat(cost(NONE, item(1025))).isEqualTo(units(2, 0));
    assertThat(cost(NONE, item(2048))).isEqualTo(units(2, 0));
    assertThat(cost(NONE, item(3500))).isEqualTo(units(4, 0));
  }

  @Test
  void the_larger_one_of_the_old_and_the_new_item_counts() {
    assertThat(cost(item(3000), item(900))).isEqualTo(units(3, 0));
    assertThat(cost(item(900), item(3000))).isEqualTo(units(3, 0));
    assertThat(cost(listed(3000, "a", "1"), listed(900, "a", "1"))).isEqualTo(units(3, 3));
  }

  @Test
  void each_list_that_holds_the_view_is_written_as_well() {
    assertThat(cost(NONE, listed(1500, "a", "1"))).isEqualTo(units(2, 2));
    Map<String, AttributeValue> inBoth = new HashMap<>(listed(1400, "a", "1"));
    inBoth.put("ownerShard", AttributeValue.fromS("eve#0"));
    inBoth.put("ownerSort", AttributeValue.fromS("1"));
    assertThat(cost(NONE, inBoth)).isEqualTo(units(2, 4));
    assertThat(cost(inBoth, inBoth)).isEqualTo(units(2, 4));
  }

  @Test
  void a_move_in_a_list_deletes_one_entry_and_puts_another() {
    assertThat(cost(listed(900, "a", "1"), listed(2000, "a", "2"))).isEqualTo(units(2, 1 + 2));
    assertThat(cost(listed(900, "a", "1"), listed(2000, "b", "1"))).isEqualTo(units(2, 1 + 2));
  }

  @Test
  void a_list_that_a_view_enters_or_leaves_takes_one_write() {
    assertThat(cost(item(900), listed(2000, "a", "1"))).isEqualTo(units(2, 2));
    assertThat(cost(listed(2000, "a", "1"), item(900))).isEqualTo(units(2, 2));
    assertThat(cost(item(900), item(900))).isEqualTo(units(1, 0));
  }

  private static WriteCost cost(Map<String, AttributeValue> old, Map<String, AttributeValue> next) {
    return new ItemWrite(old, next).cost(LISTS);
  }

  private static WriteCost units(long view, long lists) {
    return new WriteCost(view, lists, 0);
  }

  private static Map<String, AttributeValue> listed(int bytes, String shard, String sort) {
    return filled(
        bytes,
        Map.of(
            "statusShard", AttributeValue.fromS(shard), "statusSort", AttributeValue.fromS(sort)));
  }

  private static Map<String, AttributeValue> item(int bytes) {
    return filled(bytes, Map.of());
  }

  /** An item of exactly this size. */
  private static Map<String, AttributeValue> filled(
      int bytes, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("text", AttributeValue.fromS("x".repeat((int) (bytes - 4 - ItemSize.of(item)))));
    assertThat(ItemSize.of(item)).isEqualTo(bytes);
    return item;
  }
}
