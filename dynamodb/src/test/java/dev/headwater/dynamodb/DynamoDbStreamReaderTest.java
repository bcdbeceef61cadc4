package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.dynamodb.DynamoDbStreamReader.Part;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.StreamId;
import dev.headwater.host.UnavailableException;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.relay.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A part of a table's real stream, read again. */
@ExtendWith(LocalTables.class)
class DynamoDbStreamReaderTest {
  private static final StreamId STREAM = new StreamId("NOTE", "a");

  private final String name = "events-" + UUID.randomUUID();
  private final LocalDynamoDb local;
  private final DynamoDbStreamReader reader;

  DynamoDbStreamReaderTest(LocalDynamoDb local) {
    this.local = local;
    local.create(
        List.of(
            new TableDeclaration(
                "Events",
                name,
                Map.of(CommitItem.PK, "S", CommitItem.SK, "S"),
                new TableDeclaration.Key(CommitItem.PK, CommitItem.SK),
                List.of(),
                "NEW_IMAGE")));
    reader = new DynamoDbStreamReader(local.streams());
  }

  @Test
  void reads_the_commits_of_a_part_and_none_beside_it() {
    for (int version = 1; version <= 6; version++) {
      put(CommitItem.write(Commits.at(STREAM, version, Commits.written("text " + version))));
    }
    put(Map.of("PK", AttributeValue.fromS("NOTE#a"), "SK", AttributeValue.fromS("OTHER")));
    List<String> numbers = sequenceNumbers();

    assertThat(reader.read(part(numbers.get(1), numbers.get(3))).orElseThrow())
        .extracting(StreamRecord::sequenceNumber)
        .containsExactlyElementsOf(numbers.subList(1, 4));
    assertThat(reader.read(part(numbers.get(5), numbers.get(6))).orElseThrow())
        .singleElement()
        .isInstanceOfSatisfying(
            StreamRecord.Committed.class,
            committed ->
                assertThat(committed.commit())
                    .isEqualTo(Commits.at(STREAM, 6, Commits.written("text 6"))));
  }

  @Test
  void says_that_the_stream_no_longer_has_it() {
    for (DynamoDbException gone :
        List.of(
            TrimmedDataAccessException.builder().build(),
            ResourceNotFoundException.builder().build())) {
      assertThat(new DynamoDbStreamReader(failing(gone)).read(new Part("arn", "shard", "1", "2")))
          .isEmpty();
    }
  }

  @Test
  void refuses_what_no_stream_can_have_and_does_not_repeat_it() {
    put(CommitItem.write(Commits.at(STREAM, 1, Commits.written("text"))));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.read(new Part(streamArn(), "no-shard", "1", "2")))
        .withMessageNotContaining("no-shard");
  }

  @Test
  void a_part_that_cannot_be_read_to_its_end_is_not_taken_for_the_whole() {
    AtomicInteger pages = new AtomicInteger();
    var endless =
        new DynamoDbStreamsClient() {
          @Override
          public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
            return GetShardIteratorResponse.builder().shardIterator("next").build();
          }

          @Override
          public GetRecordsResponse getRecords(GetRecordsRequest request) {
            pages.incrementAndGet();
            return GetRecordsResponse.builder().nextShardIterator("next").build();
          }

          @Override
          public String serviceName() {
            return "none";
          }

          @Override
          public void close() {}
        };

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () -> new DynamoDbStreamReader(endless).read(new Part("arn", "shard", "1", "2")));
    assertThat(pages).hasValue(100);
  }

  private static DynamoDbStreamsClient failing(DynamoDbException answer) {
    return new DynamoDbStreamsClient() {
      @Override
      public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        throw answer;
      }

      @Override
      public String serviceName() {
        return "none";
      }

      @Override
      public void close() {}
    };
  }

  private Part part(String first, String last) {
    return new Part(streamArn(), shard(), first, last);
  }

  private List<String> sequenceNumbers() {
    String iterator =
        local
            .streams()
            .getShardIterator(
                get ->
                    get.streamArn(streamArn())
                        .shardId(shard())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    List<String> numbers = new ArrayList<>();
    for (Record record : local.streams().getRecords(get -> get.shardIterator(iterator)).records()) {
      numbers.add(record.dynamodb().sequenceNumber());
    }
    return numbers;
  }

  private String shard() {
    return local
        .streams()
        .describeStream(describe -> describe.streamArn(streamArn()))
        .streamDescription()
        .shards()
        .getFirst()
        .shardId();
  }

  private String streamArn() {
    return local
        .client()
        .describeTable(describe -> describe.tableName(name))
        .table()
        .latestStreamArn();
  }

  private void put(Map<String, AttributeValue> item) {
    local.client().putItem(put -> put.tableName(name).item(item));
  }
}
