package dev.headwater.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

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
