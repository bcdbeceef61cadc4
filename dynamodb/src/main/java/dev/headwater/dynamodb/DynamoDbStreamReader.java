package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.internal.StoredRecord;
import dev.headwater.host.UnavailableException;
import dev.headwater.relay.StreamRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads a part of the events table's stream again, as long as DynamoDB keeps it: for 24 hours.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html">
 *     GetRecords of DynamoDB Streams</a>
 */
public final class DynamoDbStreamReader {
  /** Many more than a batch takes; an empty page is normal. */
  private static final int MAX_PAGES = 100;

  private final DynamoDbStreamsClient client;

  /**
   * @param client may retry
   */
  public DynamoDbStreamReader(DynamoDbStreamsClient client) {
    this.client = client;
  }

  /**
   * A part of a shard, both ends included.
   *
   * @param first the sequence number of the first record
   * @param last the sequence number of the last record
   */
  public record Part(String streamArn, String shardId, String first, String last) {}

  /**
   * The commits that were stored in this part, in order; empty if the stream no longer has it.
   *
   * @throws IllegalArgumentException if no stream can have such a part
   * @throws UnavailableException if DynamoDB does not answer
   */
  public Optional<List<StreamRecord>> read(Part part) {
    try {
      return Optional.of(records(part));
    } catch (TrimmedDataAccessException | ResourceNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw SdkFailures.ofRead("read a part of the stream", e);
    }
  }

  private List<StreamRecord> records(Part part) {
    BigInteger last = new BigInteger(part.last);
    List<StreamRecord> records = new ArrayList<>();
    String iterator = iterator(part);
    for (int page = 0; iterator != null && page < MAX_PAGES; page++) {
      String from = iterator;
      GetRecordsResponse answer = client.getRecords(get -> get.shardIterator(from));
      for (Record record : answer.records()) {
        int order = new BigInteger(record.dynamodb().sequenceNumber()).compareTo(last);
        if (order <= 0) {
          add(record, records);
        }
        if (order >= 0) {
          return records;
        }
      }
      iterator = answer.nextShardIterator();
    }
    if (iterator != null) {
      throw new UnavailableException(
          "A part of the stream was not read to its end in " + MAX_PAGES + " pages", false, null);
    }
    return records;
  }

  private String iterator(Part part) {
    return client
        .getShardIterator(
            get ->
                get.streamArn(part.streamArn)
                    .shardId(part.shardId)
                    .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                    .sequenceNumber(part.first))
        .shardIterator();
  }

  private static void add(Record record, List<StreamRecord> records) {
    Map<String, AttributeValue> keys = record.dynamodb().keys();
    String sort = new Attributes(keys).string(CommitItem.SK);
    if (record.eventName() == OperationType.INSERT && sort.startsWith(CommitItem.SORT_PREFIX)) {
      records.add(
          StoredRecord.of(
              record.dynamodb().sequenceNumber(),
              StoredRecord.key(new Attributes(keys).string(CommitItem.PK), sort),
              record.dynamodb()::newImage));
    }
  }
}
