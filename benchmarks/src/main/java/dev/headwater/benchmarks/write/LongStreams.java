package dev.headwater.benchmarks.write;

import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.Progress;
import dev.headwater.benchmarks.harness.SampleCommands;
import dev.headwater.benchmarks.harness.WriteRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Fills streams with the items that the command handler would write one by one, many per request.
 */
record LongStreams(DynamoDbClient client, String table) {
  /** The most items in a request. */
  private static final int BATCH = 25;

  private static final int BATCHES_AT_ONCE = 200;
  private static final int MAX_TRIES = 10;
  private static final Callers CALLERS = new Callers(4);

  /** Fills the stream of a customer who registers, and then changes the e-mail in each commit. */
  void fill(SampleCommands customer, int commits) throws IOException {
    WriteRecorder recorder = new WriteRecorder(client);
    CommandSide recorded = CommandSide.on(recorder, table);
    recorded.commit(customer.register());
    try (ProgressBar progress = Progress.of("store " + commits + " commits", commits)) {
      for (int commit = 1; commit < commits; commit++) {
        recorded.commit(customer.update(commit));
        if (commit % (BATCH * BATCHES_AT_ONCE) == 0) {
          progress.stepTo(commit);
          write(recorder.takePuts());
        }
      }
      write(recorder.takePuts());
    }
  }

  private void write(List<PutItemRequest> puts) throws IOException {
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
