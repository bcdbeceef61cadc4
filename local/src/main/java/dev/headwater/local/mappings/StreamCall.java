package dev.headwater.local.mappings;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.progress.StreamOrigin;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a function with records of a stream, and reads the outcome. */
record StreamCall(FromStream mapping, MappedFunction function, Chaos chaos) {
  private static final Logger LOG = LoggerFactory.getLogger(StreamCall.class);

  /**
   * The outcome of a batch. When chaos duplicates a successful call, the function gets the batch
   * again and the second outcome counts, as if the poller had died before recording the first.
   */
  BatchOutcome outcome(StreamBatch batch) {
    BatchOutcome outcome = call(batch);
    return outcome instanceof BatchOutcome.Succeeded && chaos.duplicates() ? call(batch) : outcome;
  }

  private BatchOutcome call(StreamBatch batch) {
    Invocation answer =
        StreamOrigin.with(true, () -> function.call(StreamRecord.event(batch.records())));
    BatchOutcome outcome = BatchOutcome.of(answer, mapping.reportsBatchItemFailures());
    if (!(outcome instanceof BatchOutcome.Succeeded)) {
      LOG.warn(
          "{} failed on records of {} in {}: {} records from {}",
          function.name(),
          mapping.tableName(),
          batch.shardId(),
          batch.size(),
          batch.records().getFirst().sequenceNumber());
    }
    return outcome;
  }
}
