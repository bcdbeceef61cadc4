package dev.headwater.benchmarks.rebuild;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The requests of a rebuild without the rebuild: a strongly consistent scan of the events, a
 * look-up of the views of each hundred streams, and a conditional put of each view, as many at once
 * as a rebuild has. It uses only the keys of the events, and writes each view back with a different
 * fingerprint, so that it is foreign afterwards.
 */
record RawRebuild(DynamoDbClient client, String events, String views, int segments) {
  private static final int PAGE_ITEMS = 1_000;
  private static final int BATCH = 100;
  private static final int PUTS_AT_ONCE = 32;

  void run() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int number = 0; number < segments; number++) {
        int segment = number;
        running.add(
            threads.submit(
                () -> {
                  scan(segment, threads);
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private void scan(int segment, ExecutorService threads) throws Exception {
    SequencedSet<String> streams = new LinkedHashSet<>();
    Map<String, AttributeValue> after = Map.of();
    do {
      Map<String, AttributeValue> start = after;
      ScanResponse page =
          client.scan(
              scan ->
                  scan.tableName(events)
                      .consistentRead(true)
                      .limit(PAGE_ITEMS)
                      .segment(segment)
                      .totalSegments(segments)
                      .exclusiveStartKey(start.isEmpty() ? null : start));
      for (Map<String, AttributeValue> item : page.items()) {
        String stream = item.getOrDefault("PK", AttributeValue.fromS("")).s();
        streams.add(stream.substring(stream.indexOf('#') + 1));
        if (streams.size() > BATCH) { // the last one may have further events
          String last = streams.removeLast();
          write(List.copyOf(streams), threads);
          streams.clear();
          streams.add(last);
        }
      }
      after = page.lastEvaluatedKey();
    } while (!after.isEmpty());
    write(List.copyOf(streams), threads);
  }

  private void write(List<String> ids, ExecutorService threads) throws Exception {
    if (ids.isEmpty()) {
      return;
    }
    KeysAndAttributes keys =
        KeysAndAttributes.builder()
            .consistentRead(true)
            .keys(ids.stream().map(id -> Map.of("customerId", AttributeValue.fromS(id))).toList())
            .build();
    List<Map<String, AttributeValue>> found =
        client
            .batchGetItem(get -> get.requestItems(Map.of(views, keys)))
            .responses()
            .getOrDefault(views, List.of());
    Semaphore free = new Semaphore(PUTS_AT_ONCE);
    List<Future<?>> puts = new ArrayList<>();
    for (Map<String, AttributeValue> item : found) {
      free.acquire();
      puts.add(
          threads.submit(
              () -> {
                try {
                  put(item);
                } finally {
                  free.release();
                }
              }));
    }
    for (Future<?> put : puts) {
      put.get();
    }
  }

  private void put(Map<String, AttributeValue> found) {
    Map<String, AttributeValue> item = new HashMap<>(found);
    item.put("fingerprint", AttributeValue.fromS("of-another-one"));
    client.putItem(
        put ->
            put.tableName(views)
                .item(item)
                .conditionExpression("version = :version")
                .expressionAttributeValues(
                    Map.of(":version", found.getOrDefault("version", AttributeValue.fromN("0")))));
  }
}
