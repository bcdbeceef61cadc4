package dev.headwater.local.template;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event source mapping: what polls a stream or a queue and calls the function. */
public sealed interface MappingDeclaration {
  /** The name under which the template declares it. */
  String name();

  /** Records per call, at most. */
  int batchSize();

  /** How long to gather records for a fuller batch. */
  Duration batchingWindow();

  /** Event filter patterns as JSON; a record passes when any of them matches, or none is set. */
  List<String> filters();

  /** Whether the function answers with {@code batchItemFailures}. */
  boolean reportsBatchItemFailures();

  /**
   * From the stream of a table.
   *
   * @param startingPosition {@code TRIM_HORIZON} or {@code LATEST}
   * @param maximumRetryAttempts -1 for no limit
   * @param maximumRecordAge {@code null} for no limit
   * @param onFailureQueueArn takes the metadata of records that were given up
   */
  record FromStream(
      String name,
      String tableName,
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
  }

  /**
   * From a queue.
   *
   * @param maximumConcurrency the greatest number of batches at the same time
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
