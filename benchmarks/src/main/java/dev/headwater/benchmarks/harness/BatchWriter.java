package dev.headwater.benchmarks.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Puts recorded items into a table, many per request. */
public record BatchWriter(DynamoDbClient client, String table) {
  /** The most items in a request. */
  private static final int BATCH = 25;

  private static final int MAX_TRIES = 10;
  private static final Callers CALLERS = new Callers(4);

  /** Puts the items of these requests, without their conditions. */
  public void put(List<PutItemRequest> puts) throws IOException {
    if (puts.isEmpty()) {
      return;
    }
    List<WriteRequest> writes =
        puts.stream()
            .map(
                recorded ->
                    WriteRequest.builder().putRequest(put -> put.item(recorded.item())).build())
            .toList();
    CALLERS.run(
        Math.ceilDiv(writes.size(), BATCH),
        number ->
            writeBatch(
                writes.subList(number * BATCH, Math.min(writes.size(), (number + 1) * BATCH))));
  }

  private void writeBatch(List<WriteRequest> writes) throws IOException {
    List<WriteRequest> left = new ArrayList<>(writes);
    for (int tries = 0; tries < MAX_TRIES && !left.isEmpty(); tries++) {
      Map<String, List<WriteRequest>> request = Map.of(table, left);
      left =
          client
              .batchWriteItem(batch -> batch.requestItems(request))
              .unprocessedItems()
              .getOrDefault(table, List.of());
    }
    if (!left.isEmpty()) {
      throw new IOException("DynamoDB did not store " + left.size() + " items");
    }
  }
}
