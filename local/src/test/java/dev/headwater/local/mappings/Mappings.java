package dev.headwater.local.mappings;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds mappings of a {@link TestCloud}, starting from a template's defaults. */
final class Mappings {
  private String streamArn = LocalArn.stream(TestCloud.TABLE);
  private int batchSize = 10;
  private Duration batchingWindow = Duration.ZERO;
  private List<String> filters = List.of();
  private boolean reportsBatchItemFailures;
  private String startingPosition = "TRIM_HORIZON";
  private int maximumRetryAttempts = -1;
  private @Nullable Duration maximumRecordAge;
  private boolean bisect;
  private int parallelizationFactor = 1;
  private int maximumConcurrency = 5;

  Mappings streamArn(String arn) {
    this.streamArn = arn;
    return this;
  }

  Mappings batchSize(int size) {
    this.batchSize = size;
    return this;
  }

  Mappings batchingWindow(Duration window) {
    this.batchingWindow = window;
    return this;
  }

  Mappings filter(String pattern) {
    this.filters = List.of(pattern);
    return this;
  }

  Mappings reportsBatchItemFailures() {
    this.reportsBatchItemFailures = true;
    return this;
  }

  Mappings latest() {
    this.startingPosition = "LATEST";
    return this;
  }

  Mappings retries(int attempts) {
    this.maximumRetryAttempts = attempts;
    return this;
  }

  Mappings maximumRecordAge(Duration age) {
    this.maximumRecordAge = age;
    return this;
  }

  Mappings bisects() {
    this.bisect = true;
    return this;
  }

  Mappings lanes(int factor) {
    this.parallelizationFactor = factor;
    return this;
  }

  Mappings concurrency(int maximum) {
    this.maximumConcurrency = maximum;
    return this;
  }

  FromStream stream() {
    return new FromStream(
        "Stream",
        streamArn,
        batchSize,
        batchingWindow,
        filters,
        reportsBatchItemFailures,
        startingPosition,
        maximumRetryAttempts,
        maximumRecordAge,
        bisect,
        parallelizationFactor,
        LocalArn.queue(TestCloud.PARKED));
  }

  FromQueue queue() {
    return new FromQueue(
        "Queue",
        LocalArn.queue(TestCloud.QUEUE),
        batchSize,
        batchingWindow,
        filters,
        reportsBatchItemFailures,
        maximumConcurrency);
  }
}
