package dev.headwater.local.template;

import dev.headwater.local.template.MappingDeclaration.FromQueue;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import dev.headwater.local.template.Properties.Whole;
import dev.headwater.local.template.values.JsonText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the DynamoDB and SQS events of functions; the defaults are those of Lambda. */
final class MappingReader {
  private static final Whole WINDOW = new Whole("MaximumBatchingWindowInSeconds", 0, 0, 300);
  private static final Whole STREAM_BATCH = new Whole("BatchSize", 100, 1, 10_000);
  private static final Whole QUEUE_BATCH = new Whole("BatchSize", 10, 1, 10_000);
  private static final Whole RETRIES = new Whole("MaximumRetryAttempts", -1, -1, 10_000);
  private static final Whole AGE = new Whole("MaximumRecordAgeInSeconds", -1, -1, 604_800);
  private static final Whole PARALLEL = new Whole("ParallelizationFactor", 1, 1, 10);

  /** A greater batch must be gathered over some time, as Lambda wants it. */
  private static final int MAX_BATCH_AT_ONCE = 10;

  private final Targets targets;

  MappingReader(Targets targets) {
    this.targets = targets;
  }

  FromStream fromStream(String name, Properties properties) {
    int maximumAge = properties.whole(AGE);
    return new FromStream(
        name,
        targets.streamTable(properties, "Stream"),
        properties.whole(STREAM_BATCH),
        properties.seconds(WINDOW),
        filters(properties),
        reportsItems(properties),
        properties.oneOf("StartingPosition", "", List.of("TRIM_HORIZON", "LATEST")),
        properties.whole(RETRIES),
        maximumAge < 0 ? null : Duration.ofSeconds(maximumAge),
        properties.flag("BisectBatchOnFunctionError", false),
        properties.whole(PARALLEL),
        targets.onFailure(properties));
  }

  /**
   * A mapping never runs more batches than its function takes at once: a throttled batch would only
   * come back after its queue's visibility timeout.
   *
   * @param concurrency of the function
   */
  FromQueue fromQueue(String name, int concurrency, Properties properties) {
    var scale = new Whole("MaximumConcurrency", concurrency, 2, 1000);
    int batchSize = properties.whole(QUEUE_BATCH);
    Duration window = properties.seconds(WINDOW);
    if (batchSize > MAX_BATCH_AT_ONCE && window.isZero()) {
      properties.problem(
          "BatchSize",
          "a BatchSize over " + MAX_BATCH_AT_ONCE + " needs MaximumBatchingWindowInSeconds");
    }
    @Nullable Integer scaled = properties.part("ScalingConfig", part -> part.whole(scale));
    return new FromQueue(
        name,
        targets.queueArn(properties, "Queue"),
        batchSize,
        window,
        filters(properties),
        reportsItems(properties),
        scaled == null ? concurrency : Math.min(scaled, concurrency));
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
      properties.problem("Pattern", "a filter's Pattern must be a JSON object as a text");
    }
    return pattern;
  }

  private static boolean reportsItems(Properties properties) {
    List<String> types = properties.texts("FunctionResponseTypes");
    for (String type : types) {
      if (!type.equals("ReportBatchItemFailures")) {
        properties.problem(
            "FunctionResponseTypes", "\"" + type + "\" is no function response type");
      }
    }
    return !types.isEmpty();
  }
}
