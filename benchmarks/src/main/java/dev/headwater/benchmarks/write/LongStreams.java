package dev.headwater.benchmarks.write;

import dev.headwater.benchmarks.harness.BatchWriter;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.Progress;
import dev.headwater.benchmarks.harness.SampleCommands;
import dev.headwater.benchmarks.harness.WriteRecorder;
import java.io.IOException;
import me.tongfei.progressbar.ProgressBar;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Fills streams with the items that the command handler would write one by one, many per request.
 */
record LongStreams(DynamoDbClient client, String table) {
  private static final int AT_ONCE = 5_000;

  /** Fills the stream of a customer who registers, and then changes the e-mail in each commit. */
  void fill(SampleCommands customer, int commits) throws IOException {
    WriteRecorder recorder = new WriteRecorder(client);
    BatchWriter writer = new BatchWriter(client, table);
    CommandSide recorded = CommandSide.on(recorder, table);
    recorded.commit(customer.register());
    try (ProgressBar progress = Progress.of("store " + commits + " commits", commits)) {
      for (int commit = 1; commit < commits; commit++) {
        recorded.commit(customer.update(commit));
        if (commit % AT_ONCE == 0) {
          progress.stepTo(commit);
          writer.put(recorder.takePuts());
        }
      }
      writer.put(recorder.takePuts());
    }
  }
}
