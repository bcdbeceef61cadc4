package dev.headwater.local.mappings;

import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.mappings.DiscardedRecords.Condition;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import java.time.Duration;
import java.time.Instant;

/**
 * Brings a batch of stream records to the function until every record of it is settled: done, or
 * given up and sent to the on-failure destination.
 *
 * <p>As Lambda does it: a call that reports {@code batchItemFailures} settles what stands before
 * the lowest failed sequence number, and the rest starts anew. A batch that fails whole is split in
 * two, if the mapping says so, which takes nothing from the retry quota; otherwise it is retried
 * with back-off. Throttled calls are retried without limit. Records that grew too old are given up.
 */
final class StreamDelivery {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

  private final StreamCall call;
  private final FromStream mapping;
  private final DiscardedRecords discarded;
  private final StopSignal stop;

  StreamDelivery(StreamCall call, DiscardedRecords discarded, StopSignal stop) {
    this.call = call;
    this.mapping = call.mapping();
    this.discarded = discarded;
    this.stop = stop;
  }

  /** Whether the whole batch is settled; {@code false} only when a stop came before that. */
  boolean settle(StreamBatch batch) {
    StreamBatch rest = batch;
    Attempts attempts = Attempts.NONE;
    while (!rest.isEmpty()) {
      if (stop.requested()) {
        return false;
      }
      int expired = expired(rest);
      if (expired > 0 && !giveUp(rest.first(expired), "RecordAgeExceeded", attempts)) {
        return false;
      }
      rest = rest.after(expired);
      if (rest.isEmpty()) {
        return true;
      }
      BatchOutcome outcome = call.outcome(rest);
      int done = done(rest, outcome);
      rest = rest.after(done);
      attempts = done > 0 ? Attempts.NONE : attempts.after(outcome);
      if (isSplit(rest, attempts)) {
        return settle(rest.first(rest.size() / 2)) && settle(rest.after(rest.size() / 2));
      }
      if (isExhausted(attempts)) {
        return giveUp(rest, "RetryAttemptsExhausted", attempts);
      }
      stop.pause(attempts.backoff());
    }
    return true;
  }

  private int expired(StreamBatch batch) {
    return mapping.maximumRecordAge() == null
        ? 0
        : batch.arrivedBefore(Instant.now().minus(mapping.maximumRecordAge()));
  }

  private boolean giveUp(StreamBatch batch, String condition, Attempts attempts) {
    return discarded.send(
        batch, new Condition(condition, attempts.calls(), attempts.functionError()));
  }

  private static int done(StreamBatch batch, BatchOutcome outcome) {
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

  /** Failed calls of a batch; those that were throttled do not count against the quota. */
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
