package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.CommitRange;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads a stream's newest items backwards, strongly consistent. The first page is one item: that is
 * usually enough, and DynamoDB charges for everything that a page reads. The next pages reach as
 * far back as two snapshots can be apart.
 */
final class TailQuery {
  private static final int FIRST_PAGE = 1;

  /** Beyond this, reading the stream from its beginning is just as good. */
  private static final int MAX_ITEMS = 64;

  private static final int NEXT_PAGE = 32;

  private final DynamoDbClient client;
  private final QueryRequest request;
  private final StreamId stream;
  private Map<String, AttributeValue> position = Map.of();
  private boolean begun;
  private int items;

  TailQuery(DynamoDbClient client, String tableName, StreamId stream) {
    this.client = client;
    this.stream = stream;
    this.request =
        CommitRange.query(tableName, stream.toString(), 1, EventLog.MAX_VERSION)
            .scanIndexForward(false)
            .build();
  }

  boolean hasNext() {
    return !reachedTheBeginning() && items < MAX_ITEMS;
  }

  /** The next page, newest first. */
  List<Map<String, AttributeValue>> next() {
    QueryResponse page;
    try {
      page =
          client.query(
              request.toBuilder()
                  .limit(begun ? NEXT_PAGE : FIRST_PAGE)
                  .exclusiveStartKey(position.isEmpty() ? null : position)
                  .build());
    } catch (SdkException e) {
      throw SdkFailures.ofRead("read the end of " + stream, e);
    }
    begun = true;
    position = page.lastEvaluatedKey();
    items += page.items().size();
    return page.items();
  }

  boolean reachedTheBeginning() {
    return begun && position.isEmpty();
  }
}
