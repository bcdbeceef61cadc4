package dev.headwater.local.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.local.metrics.LocalMetrics;
import dev.headwater.local.metrics.MeasuredInvoker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's own client understands what the local cloud answers about metrics. */
class CloudWatchApiTest {
  private final LocalMetrics metrics = new LocalMetrics(Stream.empty());
  private final SqsClient unused = TestEndpoint.sqs(URI.create("http://127.0.0.1:1"));
  private final AwsEndpoint endpoint =
      AwsEndpoint.start(
          new LocalBus(List.of(), List.of(), new LocalBus.Targets(unused, name -> name, () -> {})),
          (name, event) -> new Answered(event),
          AsyncInvoker.NONE,
          List.of(),
          metrics);
  private final CloudWatchClient client =
      CloudWatchClient.builder()
          .endpointOverride(endpoint.uri())
          .region(Region.US_EAST_1)
          .credentialsProvider(LocalCredentials.PROVIDER)
          .build();

  @AfterEach
  void close() {
    client.close();
    endpoint.close();
    unused.close();
  }

  @Test
  void answers_the_calls_errors_and_throttles_of_a_function() {
    call(new Answered("{}"));
    call(new Failed("com.example.Broken", "no luck"));
    call(new Failed(Failed.THROTTLED, "Rate Exceeded."));
    call(new Failed(Failed.STOPPING, "The local cloud is stopping."));

    assertThat(sum("Invocations")).isEqualTo(2);
    assertThat(sum("Errors")).isEqualTo(1);
    assertThat(sum("Throttles")).isEqualTo(1);
    assertThat(metrics.text())
        .contains(
            "aws_lambda_invocations_total{function_name=\"echo\"} 2.0\n",
            "aws_lambda_errors_total{function_name=\"echo\"} 1.0\n",
            "aws_lambda_throttles_total{function_name=\"echo\"} 1.0\n");
  }

  @Test
  void answers_the_age_of_an_iterator() {
    metrics.measureIteratorAge("echo", Duration.ofSeconds(3));
    metrics.measureIteratorAge("echo", Duration.ofSeconds(7));

    assertThat(ask("AWS/Lambda", "IteratorAge", "Maximum", "FunctionName").values())
        .last()
        .isEqualTo(7_000.0);
  }

  @Test
  void answers_what_a_function_logs() {
    metrics.gather(
        """
        {"_aws": {"CloudWatchMetrics": [{"Namespace": "Shop", "Dimensions": [["Function"]],
         "Metrics": [{"Name": "Orders", "Unit": "Count"}]}]}, "Function": "echo", "Orders": 3}\
        """);

    MetricDataResult found = ask("Shop", "Orders", "Sum", "Function");
    assertThat(found.values()).containsExactly(3.0);
    assertThat(found.timestamps().getFirst()).isAfter(Instant.now().minusSeconds(120));
  }

  @Test
  void knows_nothing_of_others() {
    MetricDataResult found = ask("AWS/DynamoDB", "ConsumedWriteCapacityUnits", "Sum", "TableName");

    assertThat(found.values()).isEmpty();
    assertThat(found.statusCodeAsString()).isEqualTo("Complete");
  }

  @Test
  void refuses_what_it_cannot_compute() {
    assertThatExceptionOfType(CloudWatchException.class)
        .isThrownBy(() -> ask("AWS/Lambda", "Errors", "p99", "FunctionName"))
        .withMessageContaining("Stat must be Sum,")
        .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400));
    assertThatExceptionOfType(CloudWatchException.class)
        .isThrownBy(client::listMetrics)
        .withMessageContaining("of CloudWatch it supports GetMetricData");
  }

  private void call(Invocation outcome) {
    assertThat(new MeasuredInvoker((name, event) -> outcome, metrics).invoke("echo", "{}"))
        .isEqualTo(outcome);
  }

  private double sum(String metric) {
    return ask("AWS/Lambda", metric, "Sum", "FunctionName").values().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private MetricDataResult ask(String namespace, String name, String statistic, String dimension) {
    Instant now = Instant.now();
    Metric metric =
        Metric.builder()
            .namespace(namespace)
            .metricName(name)
            .dimensions(Dimension.builder().name(dimension).value("echo").build())
            .build();
    MetricDataQuery query =
        MetricDataQuery.builder()
            .id("m1")
            .metricStat(stat -> stat.period(60).stat(statistic).metric(metric))
            .build();
    GetMetricDataResponse answer =
        client.getMetricData(
            get ->
                get.startTime(now.minusSeconds(900))
                    .endTime(now.plusSeconds(60))
                    .scanBy("TimestampAscending")
                    .metricDataQueries(query));
    assertThat(answer.metricDataResults()).extracting(MetricDataResult::id).containsExactly("m1");
    return answer.metricDataResults().getFirst();
  }
}
