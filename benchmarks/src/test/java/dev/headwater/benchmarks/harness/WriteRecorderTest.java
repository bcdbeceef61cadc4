package dev.headwater.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.dynamodb.internal.ItemSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

class WriteRecorderTest {
  private final WriteRecorder recorder = new WriteRecorder(new NoTable());
  private final CommandSide host = CommandSide.on(recorder, "events");

  @Test
  void a_handler_goes_on_from_what_was_only_recorded() throws Exception {
    SampleCommands customer = SampleCommands.to("o-000001");

    assertThat(host.commit(customer.register())).isEqualTo(1);
    assertThat(host.commit(customer.update(1))).isEqualTo(2);

    assertThat(recorder.takeQueries()).isEmpty();
    assertThat(recorder.takePuts())
        .allSatisfy(
            put -> {
              assertThat(put.tableName()).isEqualTo("events");
              assertThat(put.conditionExpression()).isEqualTo("attribute_not_exists(PK)");
              assertThat(put.item()).containsKey("state");
            })
        .extracting(put -> String.valueOf(put.item().get("SK")))
        .satisfiesExactly(
            first -> assertThat(first).contains("EVENT#0000000001"),
            second -> assertThat(second).contains("EVENT#0000000002"));
    assertThat(recorder.takePuts()).isEmpty();
  }

  @Test
  void both_sides_write_as_many_bytes_and_a_customer_fits_into_one_write_unit() throws Exception {
    assertThat(sizes("o-000001"))
        .hasSize(40)
        .isEqualTo(sizes("r-000001"))
        .allSatisfy(bytes -> assertThat(bytes).isLessThan(1024));
  }

  private List<Long> sizes(String id) throws Exception {
    SampleCommands customer = SampleCommands.to(id);
    host.commit(customer.register());
    for (int number = 1; number < 40; number++) {
      host.commit(customer.update(number));
    }
    return recorder.takePuts().stream().map(WriteRecorderTest::size).toList();
  }

  /** A number that ends in zeros is smaller: each time counts as the same here. */
  private static long size(PutItemRequest put) {
    Map<String, AttributeValue> item = new HashMap<>(put.item());
    item.put("timestamp", AttributeValue.fromN("1234567890123"));
    return ItemSize.of(item);
  }

  /** Nobody asks it for views. */
  private record NoTable() implements DynamoDbClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
