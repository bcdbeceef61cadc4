package dev.headwater.local.template;

import dev.headwater.local.template.MappingDeclaration.FromQueue;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import dev.headwater.local.template.Properties.IntegerProperty;
import dev.headwater.local.template.values.JsonText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the DynamoDB and SQS events of functions, with Lambda's defaults. */
record MappingReader(Targets targets) {
  private static final IntegerProperty WINDOW =
      new IntegerProperty("MaximumBatchingWindowInSeconds", 0, 0, 300);
  private static final IntegerProperty STREAM_BATCH =
      new IntegerProperty("BatchSize", 100, 1, 10_000);
  private static final IntegerProperty QUEUE_BATCH =
      new IntegerProperty("BatchSize", 10, 1, 10_000);
  private static final IntegerProperty RETRIES =
      new IntegerProperty("MaximumRetryAttempts", -1, -1, 10_000);
  private static final IntegerProperty AGE =
      new IntegerProperty("MaximumRecordAgeInSeconds", -1, -1, 604_800);
  private static final IntegerProperty PARALLEL =
      new IntegerProperty("ParallelizationFactor", 1, 1, 10);

  /** Lambda requires a batching window for larger batches. */
  private static final int MAX_BATCH_WITHOUT_WINDOW = 10;

  FromStream fromStream(String name, Properties properties) {
    int maximumAge = properties.integer(AGE);
    return new FromStream(
        name,
        targets.streamArn(properties, "Stream"),
        properties.integer(STREAM_BATCH),
        properties.seconds(WINDOW),
        filters(properties),
        reportsItemFailures(properties),
        properties.oneOf("StartingPosition", "", List.of("TRIM_HORIZON", "LATEST")),
        properties.integer(RETRIES),
        maximumAge < 0 ? null : Duration.ofSeconds(maximumAge),
        properties.flag("BisectBatchOnFunctionError", false),
        properties.integer(PARALLEL),
        targets.onFailure(properties));
  }

  /**
   * Limits the mapping to as many batches as its function can run at once, because a throttled
   * batch would return only after the queue's visibility timeout.
   *
   * @param concurrency of the function
   */
  FromQueue fromQueue(String name, int concurrency, Properties properties) {
    var scale = new IntegerProperty("MaximumConcurrency", concurrency, 2, 1000);
    int batchSize = properties.integer(QUEUE_BATCH);
    Duration window = properties.seconds(WINDOW);
    if (batchSize > MAX_BATCH_WITHOUT_WINDOW && window.isZero()) {
      properties.problem(
          "BatchSize",
          "a BatchSize above "
              + MAX_BATCH_WITHOUT_WINDOW
              + " needs MaximumBatchingWindowInSeconds");
    }
    @Nullable Integer configured = properties.part("ScalingConfig", part -> part.integer(scale));
    return new FromQueue(
        name,
        targets.queueArn(properties, "Queue"),
        batchSize,
        window,
        filters(properties),
        reportsItemFailures(properties),
        configured == null ? concurrency : Math.min(configured, concurrency));
  }

  private static List<String> filters(Properties properties) {
    List<String> patterns =
        properties.part(
            "FilterCriteria", criteria -> criteria.parts("Filters", MappingReader::pattern));
    return patterns == null ? List.of() : patterns;
  }

  private static String pattern(Properties properties) {
    String pattern = properties.required("Pattern");
    if (!pattern.isEmpty() && !JsonText.isObject(pattern)) {
      properties.problem(
          "Pattern", "a filter's Pattern must be a string that contains a JSON object");
    }
    return pattern;
  }

  private static boolean reportsItemFailures(Properties properties) {
    List<String> types = properties.texts("FunctionResponseTypes");
    for (String type : types) {
      if (!type.equals("ReportBatchItemFailures")) {
        properties.problem(
            "FunctionResponseTypes", "\"" + type + "\" is not a function response type");
      }
    }
    return !types.isEmpty();
  }
}
