package dev.headwater.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testkit.Meeting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class BatchReadTest {
  private final ManualHost host = new ManualHost(1);

  @Test
  void keys_that_are_left_over_are_asked_for_again() {
    Throttled table = new Throttled(3);

    assertThat(new BatchRead(table, "views", host.host()).read(keys(10)))
        .hasSize(10)
        .containsExactlyInAnyOrderElementsOf(keys(10));
    assertThat(table.requests).containsExactly(10, 7, 4, 1);
    assertThat(host.waits()).hasSize(3);
  }

  @Test
  void a_request_has_a_hundred_keys_at_most() {
    Throttled table = new Throttled(100);

    assertThat(new BatchRead(table, "views", host.host()).read(keys(201))).hasSize(201);
    assertThat(table.requests).containsExactly(100, 100, 1);
    assertThat(host.waits()).isEmpty();
  }

  @Test
  void requests_for_more_keys_overlap() {
    Meeting three = new Meeting(3);
    Throttled table =
        new Throttled(100) {
          @Override
          public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            three.join();
            return super.batchGetItem(request);
          }
        };

    assertThat(new BatchRead(table, "views", Host.system()).read(keys(201)))
        .containsExactlyElementsOf(keys(201));
    assertThat(table.requests).containsExactlyInAnyOrder(100, 100, 1);
  }

  @Test
  void no_keys_are_no_request() {
    Throttled table = new Throttled(100);

    assertThat(new BatchRead(table, "views", host.host()).read(List.of())).isEmpty();
    assertThat(table.requests).isEmpty();
  }

  @Test
  void gives_up_when_nothing_is_read_any_more() {
    Throttled table = new Throttled(0);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> new BatchRead(table, "views", host.host()).read(keys(5)))
        .withMessageContaining("left 5 items of views unread");
    assertThat(table.requests).hasSize(8);
  }

  private static List<Map<String, AttributeValue>> keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> Map.of("id", AttributeValue.fromN(Integer.toString(n))))
        .toList();
  }

  /** Answers a number of keys of each request, each with itself, and leaves the others. */
  private static class Throttled implements DynamoDbClient {
    private final List<Integer> requests = new CopyOnWriteArrayList<>();
    private final int answered;

    Throttled(int answered) {
      this.answered = answered;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      KeysAndAttributes asked = request.requestItems().values().iterator().next();
      List<Map<String, AttributeValue>> keys = asked.keys();
      requests.add(keys.size());
      int now = Math.min(answered, keys.size());
      BatchGetItemResponse.Builder answer =
          BatchGetItemResponse.builder().responses(Map.of("views", keys.subList(0, now)));
      if (now < keys.size()) {
        answer.unprocessedKeys(
            Map.of("views", asked.toBuilder().keys(keys.subList(now, keys.size())).build()));
      }
      return answer.build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
