package dev.headwater.dynamodb.internal;

import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Strongly consistent {@code BatchGetItem} of any number of keys. */
public final class BatchRead {
  /** DynamoDB's own limit. */
  private static final int MAX_KEYS = 100;

  /** How many times in a row DynamoDB may leave all requested keys unprocessed. */
  private static final int MAX_FRUITLESS_ATTEMPTS = 8;

  private final DynamoDbClient client;
  private final String tableName;
  private final Host host;

  public BatchRead(DynamoDbClient client, String tableName, Host host) {
    this.client = client;
    this.tableName = tableName;
    this.host = host;
  }

  /** The items that exist, in no particular order. Several requests run in parallel. */
  public List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
    List<Supplier<List<Map<String, AttributeValue>>>> chunks = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += MAX_KEYS) {
      var chunk = keys.subList(from, Math.min(keys.size(), from + MAX_KEYS));
      chunks.add(() -> readChunk(chunk));
    }
    return host.parallelCalls().callUntilFailure(chunks).stream().flatMap(List::stream).toList();
  }

  /** Requests unprocessed keys again, with back-off, as long as there are fewer of them. */
  private List<Map<String, AttributeValue>> readChunk(List<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>(keys.size());
    List<Map<String, AttributeValue>> pending = keys;
    int fruitless = 0;
    while (!pending.isEmpty()) {
      if (fruitless == MAX_FRUITLESS_ATTEMPTS) {
        throw new UnavailableException(
            "DynamoDB left " + pending.size() + " items of " + tableName + " unread", false, null);
      }
      List<Map<String, AttributeValue>> left = readOnce(pending, items);
      fruitless = left.size() < pending.size() ? 0 : fruitless + 1;
      if (!left.isEmpty()) {
        host.backOff(fruitless + 1);
      }
      pending = left;
    }
    return items;
  }

  private List<Map<String, AttributeValue>> readOnce(
      List<Map<String, AttributeValue>> keys, List<Map<String, AttributeValue>> items) {
    try {
      BatchGetItemResponse answer =
          client.batchGetItem(
              get ->
                  get.requestItems(
                      Map.of(
                          tableName,
                          KeysAndAttributes.builder().keys(keys).consistentRead(true).build())));
      items.addAll(answer.responses().getOrDefault(tableName, List.of()));
      KeysAndAttributes left = answer.unprocessedKeys().get(tableName);
      return left == null ? List.of() : left.keys();
    } catch (SdkException e) {
      throw SdkFailures.ofRead("read items of " + tableName, e);
    }
  }
}
