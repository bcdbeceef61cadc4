package dev.headwater.service.functions;

import dev.headwater.service.status.ServiceStatus.FunctionCalls;
import dev.headwater.service.status.ServiceStatus.Relay;
import dev.headwater.service.status.StatusSources.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/**
 * What CloudWatch knows of a service's functions, by minutes. CloudWatch shows a minute one to two
 * minutes after it has ended; the local cloud, which answers the same requests, at once.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Metrics
 *     of Lambda functions</a>
 */
final class CloudWatchMetrics {
  private static final Duration WINDOW = Duration.ofMinutes(15);

  /** How old the last call of the relay may be to say something about its lag. */
  private static final Duration RECENT = Duration.ofMinutes(5);

  /** A write that is younger may not have reached the relay, or CloudWatch. */
  private static final Duration ARRIVING = Duration.ofMinutes(3);

  private static final int PERIOD_SECONDS = 60;
  private static final String LAMBDA = "AWS/Lambda";
  private static final String FUNCTION_NAME = "FunctionName";

  private final CloudWatchClient client;
  private final MeasuredFunctions functions;
  private final String eventsTable;

  CloudWatchMetrics(CloudWatchClient client, MeasuredFunctions functions, String eventsTable) {
    this.client = client;
    this.functions = functions;
    this.eventsTable = eventsTable;
  }

  /** A metric of one resource. */
  private record Wanted(
      String namespace, String name, String statistic, String dimension, String resource) {
    static Wanted sum(String name, String function) {
      return new Wanted(LAMBDA, name, "Sum", FUNCTION_NAME, function);
    }

    MetricDataQuery query(String id) {
      Metric metric =
          Metric.builder()
              .namespace(namespace)
              .metricName(name)
              .dimensions(Dimension.builder().name(dimension).value(resource).build())
              .build();
      return MetricDataQuery.builder()
          .id(id)
          .metricStat(stat -> stat.metric(metric).period(PERIOD_SECONDS).stat(statistic))
          .build();
    }
  }

  /**
   * What was measured in the last 15 minutes: one call.
   *
   * @throws dev.headwater.host.UnavailableException if CloudWatch does not answer
   */
  Measured read(Instant now) {
    Wanted published =
        new Wanted("Headwater", "CommitsRelayed", "Sum", "Function", functions.relay());
    Wanted age = new Wanted(LAMBDA, "IteratorAge", "Maximum", FUNCTION_NAME, functions.relay());
    Wanted writes =
        new Wanted("AWS/DynamoDB", "ConsumedWriteCapacityUnits", "Sum", "TableName", eventsTable);
    List<Wanted> wanted = new ArrayList<>(List.of(published, age, writes));
    for (String function : functions.names()) {
      wanted.add(Wanted.sum("Invocations", function));
      wanted.add(Wanted.sum("Errors", function));
      wanted.add(Wanted.sum("Throttles", function));
    }
    Map<Wanted, MetricDataResult> found = ask(wanted, now);
    Relay relay =
        new Relay(
            functions.relay(),
            newest(found, published, time -> true),
            lag(found, age, now),
            sum(found, Wanted.sum("Invocations", functions.relay()), time -> true),
            written(found, writes, now),
            functions.logOf(functions.relay()));
    return new Measured(
        relay, functions.names().stream().map(function -> calls(found, function)).toList());
  }

  /** With far fewer values than one answer can hold. */
  private Map<Wanted, MetricDataResult> ask(List<Wanted> wanted, Instant now) {
    List<MetricDataQuery> queries = new ArrayList<>();
    for (Wanted each : wanted) {
      queries.add(each.query("m" + queries.size()));
    }
    GetMetricDataResponse answer =
        AwsCall.read(
            "CloudWatch did not answer what it has measured",
            () ->
                client.getMetricData(
                    get ->
                        get.startTime(now.minus(WINDOW))
                            .endTime(now.plusSeconds(PERIOD_SECONDS))
                            .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                            .metricDataQueries(queries)));
    Map<Wanted, MetricDataResult> found = new HashMap<>();
    for (MetricDataResult result : answer.metricDataResults()) {
      found.put(wanted.get(Integer.parseInt(result.id().substring(1))), result);
    }
    return found;
  }

  private FunctionCalls calls(Map<Wanted, MetricDataResult> found, String function) {
    return new FunctionCalls(
        function,
        sum(found, Wanted.sum("Invocations", function), time -> true),
        sum(found, Wanted.sum("Errors", function), time -> true),
        sum(found, Wanted.sum("Throttles", function), time -> true),
        functions.logOf(function));
  }

  private static @Nullable Long lag(Map<Wanted, MetricDataResult> found, Wanted age, Instant now) {
    MetricDataResult ages = found.get(age);
    Instant last = newest(found, age, time -> time.isAfter(now.minus(RECENT)));
    return ages == null || last == null
        ? null
        : Math.round(ages.values().get(ages.timestamps().indexOf(last)));
  }

  /** {@code null} if it is not measured. */
  private static @Nullable Boolean written(
      Map<Wanted, MetricDataResult> found, Wanted writes, Instant now) {
    MetricDataResult units = found.get(writes);
    if (units == null || units.values().isEmpty()) {
      return null;
    }
    return sum(found, writes, time -> time.isBefore(now.minus(ARRIVING))) > 0;
  }

  /** The last minute with a value; {@code null} if there is none. */
  private static @Nullable Instant newest(
      Map<Wanted, MetricDataResult> found, Wanted metric, Predicate<Instant> when) {
    MetricDataResult result = found.get(metric);
    return result == null
        ? null
        : result.timestamps().stream().filter(when).max(Comparator.naturalOrder()).orElse(null);
  }

  private static long sum(
      Map<Wanted, MetricDataResult> found, Wanted metric, Predicate<Instant> when) {
    MetricDataResult result = found.get(metric);
    double sum = 0;
    for (int at = 0; result != null && at < result.values().size(); at++) {
      sum += when.test(result.timestamps().get(at)) ? result.values().get(at) : 0;
    }
    return Math.round(sum);
  }
}
