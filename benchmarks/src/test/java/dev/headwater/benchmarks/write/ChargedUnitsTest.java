package dev.headwater.benchmarks.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class ChargedUnitsTest {
  @Test
  void a_write_takes_a_unit_for_each_kilobyte_begun() {
    assertThat(ChargedUnits.ofWrite(Map.of())).isEqualTo(1);
    assertThat(ChargedUnits.ofWrite(item(1024))).isEqualTo(1);
    assertThat(ChargedUnits.ofWrite(item(1025))).isEqualTo(2);
    assertThat(ChargedUnits.ofWrite(item(3 * 1024))).isEqualTo(3);
  }

  @Test
  void a_transaction_takes_twice_the_units_of_each_of_its_items() {
    assertThat(ChargedUnits.ofTransaction(of(put(800), put(150)))).isEqualTo(4);
    assertThat(ChargedUnits.ofTransaction(of(put(800), put(150), delete()))).isEqualTo(6);
    assertThat(ChargedUnits.ofTransaction(of(put(1025)))).isEqualTo(4);
  }

  @Test
  void nothing_unexpected_is_taken_for_free() {
    TransactWriteItem check =
        TransactWriteItem.builder()
            .conditionCheck(condition -> condition.tableName("events"))
            .build();
    assertThatThrownBy(() -> ChargedUnits.ofTransaction(of(check)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_query_that_finds_nothing_takes_the_least() {
    assertThat(ChargedUnits.ofQuery(0, true)).isEqualTo(1);
    assertThat(ChargedUnits.ofQuery(0, false)).isEqualTo(0.5);
    assertThat(ChargedUnits.ofQuery(3, true)).isEqualTo(3);
  }

  private static TransactWriteItemsRequest of(TransactWriteItem... items) {
    return TransactWriteItemsRequest.builder().transactItems(List.of(items)).build();
  }

  private static TransactWriteItem put(int bytes) {
    return TransactWriteItem.builder().put(put -> put.item(item(bytes))).build();
  }

  private static TransactWriteItem delete() {
    return TransactWriteItem.builder().delete(delete -> delete.key(item(20))).build();
  }

  /** Its one attribute's name is of two bytes. */
  private static Map<String, AttributeValue> item(int bytes) {
    return Map.of("PK", AttributeValue.fromS("x".repeat(bytes - 2)));
  }
}
