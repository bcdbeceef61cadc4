package dev.headwater.local.mappings;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.progress.StreamOrigin;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the function with a batch of stream records until every record is settled: handled, or
 * discarded and reported to the on-failure destination.
 *
 * <p>Follows Lambda's rules. A call that reports {@code batchItemFailures} settles the records
 * before the lowest failed sequence number, and the rest starts afresh. A batch that fails as a
 * whole is bisected if the mapping says so, which does not use up the retry quota; otherwise it is
 * retried with back-off. Throttled calls are retried without limit. Records that are too old are
 * discarded.
 */
record StreamDelivery(
    FromStream mapping,
    String functionName,
    FunctionInvoker functions,
    Chaos chaos,
    FailureDestination failureDestination,
    StopSignal stop,
    Consumer<Duration> ages) {
  private static final Logger LOG = LoggerFactory.getLogger(StreamDelivery.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

  /** Returns true once the whole batch is settled, or false if a stop came first. */
  boolean settle(StreamBatch batch) {
    StreamBatch rest = batch;
    Attempts attempts = Attempts.NONE;
    while (!rest.isEmpty()) {
      if (stop.requested()) {
        return false;
      }
      int expired = expired(rest);
      if (expired > 0 && !discard(rest.first(expired), "RecordAgeExceeded", attempts)) {
        return false;
      }
      rest = rest.after(expired);
      if (rest.isEmpty()) {
        return true;
      }
      BatchOutcome outcome = outcome(rest);
      int handled = handled(rest, outcome);
      rest = rest.after(handled);
      attempts = handled > 0 ? Attempts.NONE : attempts.after(outcome);
      if (isSplit(rest, attempts)) {
        return settle(rest.first(rest.size() / 2)) && settle(rest.after(rest.size() / 2));
      }
      if (isExhausted(attempts)) {
        return discard(rest, "RetryAttemptsExhausted", attempts);
      }
      stop.pause(attempts.backoff());
    }
    return true;
  }

  /**
   * The outcome of a batch. When chaos duplicates a successful call, the function gets the batch
   * again and the second outcome counts, as if the poller had died before recording the first.
   */
  private BatchOutcome outcome(StreamBatch batch) {
    BatchOutcome outcome = call(batch);
    return outcome instanceof BatchOutcome.Succeeded && chaos.duplicates() ? call(batch) : outcome;
  }

  private BatchOutcome call(StreamBatch batch) {
    ages.accept(batch.records().getLast().age(Instant.now()));
    Invocation answer =
        StreamOrigin.with(
            true, () -> functions.invoke(functionName, StreamRecord.event(batch.records())));
    BatchOutcome outcome = BatchOutcome.of(answer, mapping.reportsBatchItemFailures());
    if (!(outcome instanceof BatchOutcome.Succeeded)) {
      LOG.warn(
          "{} failed on records of {} in {}: {} records from {}",
          functionName,
          mapping.tableName(),
          batch.shardId(),
          batch.size(),
          batch.records().getFirst().sequenceNumber());
    }
    return outcome;
  }

  private int expired(StreamBatch batch) {
    return mapping.maximumRecordAge() == null
        ? 0
        : batch.arrivedBefore(Instant.now().minus(mapping.maximumRecordAge()));
  }

  private boolean discard(StreamBatch batch, String condition, Attempts attempts) {
    return failureDestination.send(batch, condition, attempts.calls(), attempts.functionError());
  }

  private static int handled(StreamBatch batch, BatchOutcome outcome) {
    return switch (outcome) {
      case BatchOutcome.Succeeded succeeded -> batch.size();
      case BatchOutcome.PartlyFailed failed -> batch.before(failed.identifiers());
      case BatchOutcome.Failed failed -> 0;
    };
  }

  private boolean isSplit(StreamBatch batch, Attempts attempts) {
    return mapping.bisectBatchOnFunctionError() && attempts.counted() > 0 && batch.size() > 1;
  }

  private boolean isExhausted(Attempts attempts) {
    return mapping.maximumRetryAttempts() >= 0
        && attempts.counted() > mapping.maximumRetryAttempts();
  }

  /** The failed calls of a batch; throttled calls do not count against the quota. */
  private record Attempts(int calls, int counted, boolean functionError) {
    static final Attempts NONE = new Attempts(0, 0, false);

    Attempts after(BatchOutcome outcome) {
      boolean throttled = outcome instanceof BatchOutcome.Failed failed && failed.throttled();
      boolean error = outcome instanceof BatchOutcome.Failed failed && failed.functionError();
      return new Attempts(calls + 1, throttled ? counted : counted + 1, error);
    }

    Duration backoff() {
      if (calls == 0) {
        return Duration.ZERO;
      }
      Duration doubled = FIRST_BACKOFF.multipliedBy(1L << Math.min(calls - 1, 10));
      return doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
    }
  }
}
