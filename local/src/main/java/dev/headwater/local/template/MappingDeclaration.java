package dev.headwater.local.template;

import dev.headwater.local.ground.LocalArn;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event source mapping, which polls a stream or queue and calls the function. */
public sealed interface MappingDeclaration {
  /** The function's logical id, followed by the event's name in the template. */
  String name();

  /** The maximum number of records per call. */
  int batchSize();

  /** How long to wait for a batch to fill up. */
  Duration batchingWindow();

  /**
   * Event filter patterns as JSON. A record passes if any pattern matches, or if there are none.
   */
  List<String> filters();

  /** Whether the function responds with {@code batchItemFailures}. */
  boolean reportsBatchItemFailures();

  /**
   * Polls the stream of a table.
   *
   * @param streamArn of a local table; empty in a template with problems
   * @param startingPosition {@code TRIM_HORIZON} or {@code LATEST}
   * @param maximumRetryAttempts -1 for no limit
   * @param maximumRecordAge {@code null} for no limit
   * @param onFailureQueueArn receives the metadata of discarded records
   */
  record FromStream(
      String name,
      String streamArn,
      int batchSize,
      Duration batchingWindow,
      List<String> filters,
      boolean reportsBatchItemFailures,
      String startingPosition,
      int maximumRetryAttempts,
      @Nullable Duration maximumRecordAge,
      boolean bisectBatchOnFunctionError,
      int parallelizationFactor,
      @Nullable String onFailureQueueArn)
      implements MappingDeclaration {
    public FromStream {
      filters = List.copyOf(filters);
    }

    public String tableName() {
      return LocalArn.streamTable(streamArn);
    }
  }

  /**
   * Polls a queue.
   *
   * @param maximumConcurrency the maximum number of batches in flight
   */
  record FromQueue(
      String name,
      String queueArn,
      int batchSize,
      Duration batchingWindow,
      List<String> filters,
      boolean reportsBatchItemFailures,
      int maximumConcurrency)
      implements MappingDeclaration {
    public FromQueue {
      filters = List.copyOf(filters);
    }
  }
}
