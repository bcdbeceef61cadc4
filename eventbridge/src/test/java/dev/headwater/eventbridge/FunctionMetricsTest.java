package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.projection.Failure;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.relay.RelayedBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FunctionMetricsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final ConfigurationFault DENIED = new ConfigurationFault("SQS", "KmsDisabled");

  private final List<String> lines = new ArrayList<>();
  private final FunctionMetrics metrics = new FunctionMetrics("shop-Views", lines::add, () -> NOW);

  @Test
  void a_projected_batch_is_one_line_of_the_embedded_metric_format() {
    metrics.projected(
        "orders",
        new ProjectedBatch(
            Set.of("m1"),
            Map.of("m2", Failure.malformed("a"), "m3", Failure.malformed("b")),
            1,
            List.of(Duration.ofMillis(70), Duration.ofMillis(30)),
            3,
            4,
            Set.of()));

    assertThat(lines)
        .containsExactly(
            """
            {"_aws":{"Timestamp":1767225600000,"CloudWatchMetrics":[{"Namespace":"Headwater",\
            "Dimensions":[["Function","Projection"]],"Metrics":[\
            {"Name":"ViewsMoved","Unit":"Count"},\
            {"Name":"ProjectionLag","Unit":"Milliseconds"},\
            {"Name":"DuplicatesDropped","Unit":"Count"},\
            {"Name":"GapsRepaired","Unit":"Count"},\
            {"Name":"AggregatesParked","Unit":"Count"},\
            {"Name":"MessagesParked","Unit":"Count"},\
            {"Name":"MessagesToRetry","Unit":"Count"}]}]},\
            "Function":"shop-Views","Projection":"orders","ViewsMoved":2,\
            "ProjectionLag":[30,70],"DuplicatesDropped":3,"GapsRepaired":4,\
            "AggregatesParked":1,"MessagesParked":2,"MessagesToRetry":1}\
            """);
  }

  @Test
  void every_document_follows_the_specification() {
    metrics.projected("orders", projected(Collections.nCopies(1_000, Duration.ZERO)));
    metrics.relayed(
        new RelayedBatch("7", List.of(Duration.ofSeconds(1)), 2, 5, 4, 3, Set.of(DENIED)));

    assertThat(lines).hasSize(3).allSatisfy(line -> assertFollowsTheSpecification(json(line)));
  }

  @Test
  void leaves_out_counts_of_zero() {
    metrics.relayed(new RelayedBatch(null, List.of(Duration.ofMillis(5)), 0, 0, 0, 0, Set.of()));

    assertThat(json(lines.getFirst()).propertyNames())
        .containsExactly("_aws", "Function", "CommitsRelayed", "RelayLag");
  }

  @Test
  void a_check_of_nothing_counts_as_one() {
    metrics.checked(0, 0, true);
    metrics.checked(5, 2, false);
    metrics.heartbeats(List.of());

    assertThat(lines).hasSize(2);
    assertThat(json(lines.getFirst()).propertyNames())
        .containsExactly("_aws", "Function", "StreamsChecked");
    assertThat(json(lines.getLast()).propertyNames())
        .containsExactly("_aws", "Function", "StreamsChecked", "ViewsDiffering", "CheckUnfinished");
  }

  @Test
  void counts_configuration_faults_by_function_and_by_error_code() {
    metrics.relayed(new RelayedBatch(null, List.of(), 0, 0, 0, 0, Set.of(DENIED)));
    metrics.projected("orders", projected(List.of()).with(Set.of(DENIED)));
    String line =
        """
        {"_aws":{"Timestamp":1767225600000,"CloudWatchMetrics":[{"Namespace":"Headwater",\
        "Dimensions":[["Function"],["Function","Service","ErrorCode"]],"Metrics":[\
        {"Name":"ConfigurationFaults","Unit":"Count"}]}]},\
        "Function":"shop-Views","Service":"SQS","ErrorCode":"KmsDisabled",\
        "ConfigurationFaults":1}\
        """;

    assertThat(lines).containsExactly(line, line);
  }

  @Test
  void writes_no_line_for_a_batch_that_did_nothing() {
    metrics.projected("orders", projected(List.of()));
    metrics.relayed(new RelayedBatch(null, List.of(), 0, 0, 0, 0, Set.of()));

    assertThat(lines).isEmpty();
  }

  @Test
  void samples_a_hundred_of_many_lags_from_least_to_greatest() {
    metrics.projected(
        "orders",
        projected(
            LongStream.rangeClosed(0, 990)
                .map(place -> 990 - place)
                .mapToObj(Duration::ofMillis)
                .toList()));

    assertThat(json(lines.getFirst()).path("ProjectionLag"))
        .extracting(JsonNode::longValue)
        .isEqualTo(LongStream.rangeClosed(0, 99).map(place -> place * 10).boxed().toList());
    assertThat(json(lines.getFirst()).path("ViewsMoved").intValue()).isEqualTo(991);
  }

  private static ProjectedBatch projected(List<Duration> lags) {
    return new ProjectedBatch(Set.of(), Map.of(), 0, lags, 0, 0, Set.of());
  }

  private static JsonNode json(String line) {
    assertThat(line).doesNotContain("\n");
    return Json.read(line.getBytes(StandardCharsets.UTF_8), line);
  }

  /** Asserts what the specification requires of a document. */
  private static void assertFollowsTheSpecification(JsonNode document) {
    assertThat(document.at("/_aws/Timestamp").isIntegralNumber()).isTrue();
    assertThat(document.at("/_aws/CloudWatchMetrics")).isNotEmpty();
    for (JsonNode directive : document.at("/_aws/CloudWatchMetrics")) {
      assertThat(directive.propertyNames())
          .containsExactlyInAnyOrder("Namespace", "Dimensions", "Metrics");
      assertThat(directive.path("Namespace").stringValue()).hasSizeBetween(1, 255);
      assertThat(directive.path("Dimensions"))
          .isNotEmpty()
          .allSatisfy(
              set ->
                  assertThat(set)
                      .hasSizeLessThanOrEqualTo(9)
                      .allSatisfy(
                          key -> assertThat(document.path(key.stringValue()).isString()).isTrue()));
      assertThat(directive.path("Metrics"))
          .hasSizeBetween(1, 100)
          .allSatisfy(
              metric -> assertThat(metric.path("Unit").stringValue()).isIn("Count", "Milliseconds"))
          .allSatisfy(metric -> assertNumeric(document.path(metric.path("Name").stringValue())));
    }
  }

  private static void assertNumeric(JsonNode value) {
    if (value.isArray()) {
      assertThat(value).hasSizeBetween(1, 100).allMatch(JsonNode::isNumber);
    } else {
      assertThat(value.isNumber()).isTrue();
    }
  }
}
