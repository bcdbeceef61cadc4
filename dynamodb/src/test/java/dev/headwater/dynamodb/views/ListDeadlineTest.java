package dev.headwater.dynamodb.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.dynamodb.NoteFormat;
import dev.headwater.host.ParallelCalls;
import dev.headwater.host.UnavailableException;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Lists over as many shards as there may be, on a table that is slow or does not answer. */
class ListDeadlineTest {
  private static final int SHARDS = 256;
  private static final List<String> LISTS = List.of("OPEN", "DONE");

  private final ManualHost host = new ManualHost(1);
  private final AtomicInteger queries = new AtomicInteger();

  @Test
  void asks_no_further_shard_once_the_deadline_has_come() {
    Instant deadline = host.clock().instant().plusSeconds(20);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () ->
                list(
                    () -> {
                      host.clock().advance(Duration.ofSeconds(1));
                      return QueryResponse.builder().build();
                    },
                    deadline))
        .withMessage("No time is left to read a list in views");
    assertThat(queries.get()).isBetween(20, 20 + ParallelCalls.MAX_AT_ONCE);
  }

  @Test
  void asks_no_further_page_of_a_shard_once_the_deadline_has_come() {
    Instant deadline = host.clock().instant().plusSeconds(LISTS.size() * SHARDS + 1);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () ->
                list(
                    () -> {
                      host.clock().advance(Duration.ofSeconds(1));
                      boolean hasMore = queries.get() < 3 * LISTS.size() * SHARDS;
                      return QueryResponse.builder()
                          .lastEvaluatedKey(
                              hasMore ? Map.of("id", AttributeValue.fromS("a")) : Map.of())
                          .build();
                    },
                    deadline));
    assertThat(queries.get())
        .isBetween(
            LISTS.size() * SHARDS + 1, LISTS.size() * SHARDS + 1 + ParallelCalls.MAX_AT_ONCE);
  }

  @Test
  void asks_no_further_shard_once_one_has_failed() {
    SdkClientException failure = SdkClientException.create("no answer");

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () ->
                list(
                    () -> {
                      throw failure;
                    },
                    Instant.MAX))
        .havingCause()
        .withMessage(failure.getClass().getName());
    assertThat(queries.get()).isBetween(1, ParallelCalls.MAX_AT_ONCE);
  }

  private void list(Supplier<QueryResponse> answer, Instant deadline) {
    var store =
        new DynamoDbViewStore<>(
            new SlowTable(answer), new ViewTable("views", SHARDS), new NoteFormat(), host.host());
    store.list(new ListRead(NoteFormat.LIST, LISTS, ListOrder.ASCENDING, null, 10), deadline);
  }

  private final class SlowTable implements DynamoDbClient {
    private final Supplier<QueryResponse> answer;

    SlowTable(Supplier<QueryResponse> answer) {
      this.answer = answer;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      queries.incrementAndGet();
      return answer.get();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
