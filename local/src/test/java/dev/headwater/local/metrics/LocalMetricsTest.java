package dev.headwater.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.metrics.LocalMetrics.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalMetricsTest {
  private final LocalMetrics metrics =
      new LocalMetrics(Stream.of(LocalMetricsTest.class.getClassLoader()));

  @Test
  void adds_up_counts() {
    assertThat(metrics.gather(document("Count", "3"))).isTrue();
    assertThat(metrics.gather(document("Count", "[1, 2]"))).isTrue();

    assertThat(metrics.text())
        .contains(
            "# TYPE shop_orders_seen_total counter\n",
            "\nshop_orders_seen_total{stage=\"test\",table=\"orders\"} 6.0\n");
  }

  @Test
  void describes_each_metric() {
    metrics.gather(document("Count", "3"));
    metrics.gather(document("Seconds", "3"));

    assertThat(metrics.text())
        .contains(
            "# HELP shop_orders_seen_total Orders that were looked at.\n",
            "# HELP shop_orders_seen_seconds Orders that were looked at.\n");
  }

  @Test
  void names_a_metric_without_a_description_as_on_aws() {
    metrics.gather(
        """
        {"_aws": {"CloudWatchMetrics": [{"Namespace": "Shop/Web", "Dimensions": [[]],
         "Metrics": [{"Name": "PageSize"}]}]}, "PageSize": 2}\
        """);

    assertThat(metrics.text())
        .contains("# HELP shop_web_page_size Shop/Web/PageSize, as functions log it.\n");
  }

  @Test
  void summarizes_times_in_seconds() {
    metrics.gather(
        document("Milliseconds", IntStream.rangeClosed(1, 100).boxed().toList().toString()));

    String series = "\nshop_orders_seen_seconds%s{stage=\"test\",table=\"orders\"";
    assertThat(metrics.text())
        .contains(
            "# TYPE shop_orders_seen_seconds summary\n",
            series.formatted("_count") + "} 100\n",
            series.formatted("_sum") + "} 5.05",
            series.formatted("_max") + "} 0.1\n",
            series.formatted("") + ",quantile=\"0.5\"} 0.05",
            series.formatted("") + ",quantile=\"0.99\"} 0.099");
  }

  @Test
  void other_units_become_part_of_the_name() {
    metrics.gather(document("Bytes/Second", "7"));
    metrics.gather(document("None", "8"));

    assertThat(metrics.text())
        .contains("\nshop_orders_seen_bytes_second_sum{", "\nshop_orders_seen_sum{");
  }

  @Test
  void collects_a_metric_without_a_unit_or_dimension() {
    assertThat(
            metrics.gather(
                """
                {"_aws": {"CloudWatchMetrics": [{"Namespace": "Shop", "Dimensions": [[]],
                 "Metrics": [{"Name": "size"}]}]}, "size": 2}\
                """))
        .isTrue();

    assertThat(metrics.text()).contains("\nshop_size_count 1\n", "\nshop_size_sum 2.0\n");
  }

  @Test
  void ignores_what_cloudwatch_would_reject() {
    assertThat(
            metrics.gather(
                """
                {"_aws": {"CloudWatchMetrics": [{"Namespace": "Shop", "Dimensions": [["at", "no"]],
                 "Metrics": [{"Name": "text"}, {"Name": "absent"}, {"Name": "n", "Unit": "Count"},
                  {"Unit": "Count"}, 7]}]},
                 "text": "7", "n": 1, "at": "home", "no": 7}\
                """))
        .isTrue();

    assertThat(metrics.text())
        .contains("\nshop_n_total{at=\"home\"} 1.0\n")
        .doesNotContain("text", "absent", "no=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{\"_aws\": ",
        "{\"_aws\": {}}",
        "{\"a\": \"_aws\"}",
        "[\"_aws\"]",
        "{\"_aws\": {\"CloudWatchMetrics\": 7}}"
      })
  void ignores_a_line_that_is_not_a_metric_document(String line) {
    assertThat(metrics.gather(line)).isFalse();
    assertThat(metrics.text()).isEmpty();
  }

  @Test
  void no_log_line_breaks_the_export() {
    metrics.gather(document("Count", "-1"));
    metrics.gather(document("Milliseconds", "[1e300, 1, -5, 1e-9]"));
    metrics.gather(document("total", "5"));
    metrics.gather(document("Count", "1").replace("stage", "quantile"));
    metrics.gather(document("Milliseconds", "1").replace("stage", "quantile"));
    metrics.gather(document("Count", "1").replace("stage", "__name__").replace("Orders", "1"));
    metrics.gather(document("Count", "1").replace("\"stage\"", "\"\""));
    metrics.gather(document("Count", "1").replace("test", "\\\"\\n}"));
    metrics.gather(document("Count", "2"));

    assertThat(metrics.text())
        .contains("\nshop_orders_seen_total{stage=\"test\",table=\"orders\"} 2.0\n")
        .contains("stage=\"\\\"\\n}\"");
  }

  @Test
  void limits_the_number_of_series() {
    for (int id = 0; id < LocalMetrics.MAX_SERIES + 10; id++) {
      metrics.gather(document("Count", "1").replace("orders", "orders-" + id));
    }
    metrics.gather(document("Count", "1").replace("orders", "orders-7"));

    assertThat(metrics.text().lines().filter(line -> !line.startsWith("#")))
        .hasSize(LocalMetrics.MAX_SERIES)
        .contains("shop_orders_seen_total{stage=\"test\",table=\"orders-7\"} 2.0");
  }

  @Test
  void shows_what_is_at_the_moment() {
    List<Reading> readings = new ArrayList<>();
    metrics.show(() -> List.copyOf(readings));
    readings.add(new Reading(AwsMetric.VISIBLE, "orders", 3));
    readings.add(new Reading(AwsMetric.ITERATOR_AGE, "relay", 1_500));

    assertThat(metrics.text())
        .contains(
            "# HELP aws_sqs_approximate_number_of_messages_visible Messages waiting in the queue.",
            "# TYPE aws_sqs_approximate_number_of_messages_visible gauge",
            "\naws_sqs_approximate_number_of_messages_visible{queue_name=\"orders\"} 3.0\n",
            "\naws_lambda_iterator_age_seconds{function_name=\"relay\"} 1.5\n");

    readings.set(0, new Reading(AwsMetric.VISIBLE, "orders", 0));
    assertThat(metrics.text())
        .contains("\naws_sqs_approximate_number_of_messages_visible{queue_name=\"orders\"} 0.0\n");
  }

  @Test
  void remembers_an_hour_by_minutes() {
    Instant start = Instant.parse("2026-11-30T12:00:00Z");
    AtomicReference<Instant> now = new AtomicReference<>(start);
    LocalMetrics kept = new LocalMetrics(Stream.empty(), now::get);
    for (int minute = 0; minute < 120; minute++) {
      now.set(start.plus(Duration.ofMinutes(minute)));
      kept.count(AwsMetric.ERRORS, "relay", minute);
    }

    Instant end = now.get().plusSeconds(1);
    List<Datapoint> all = read(kept, start, end, 1);
    assertThat(all).hasSize(MetricHistory.MINUTES + 1);
    assertThat(all.getLast()).isEqualTo(new Datapoint(now.get(), 119, 119, 119, 1));
    assertThat(read(kept, now.get().minusSeconds(120), end, 1))
        .extracting(Datapoint::sum)
        .containsExactly(117.0, 118.0, 119.0);
    assertThat(read(kept, start.plusSeconds(3600), end, 60))
        .containsExactly(new Datapoint(start.plusSeconds(3600), 5370, 60, 119, 60));
  }

  private static List<Datapoint> read(LocalMetrics metrics, Instant from, Instant to, int minutes) {
    return metrics.datapoints(
        "AWS/Lambda",
        "Errors",
        Map.of("FunctionName", "relay"),
        from,
        to,
        Duration.ofMinutes(minutes));
  }

  private static String document(String unit, String value) {
    return """
    {"_aws": {"Timestamp": 1, "CloudWatchMetrics": [{"Namespace": "Shop",
     "Dimensions": [["table"], ["table", "stage"]],
     "Metrics": [{"Name": "OrdersSeen", "Unit": "%s"}]}]},
     "table": "orders", "stage": "test", "requestId": "r", "OrdersSeen": %s}\
    """
        .formatted(unit, value);
  }
}
