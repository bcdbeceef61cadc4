package dev.headwater.repository;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is measured is explained, to those who look at it and in the documents. */
class MetricsTest {
  private static final Pattern MEASURED =
      Pattern.compile("\\.(?:count|total|millis)\\(\\s*\"([A-Z][A-Za-z]+)\"");
  private static final Pattern MEASURED_BY_AWS =
      Pattern.compile("\"AWS/[A-Za-z]+\",\\s*\"([A-Za-z]+)\"");
  private static final String PREFIX = "Headwater/";

  private final Set<String> measured =
      Repository.files(".java").stream()
          .filter(file -> !Repository.isTest(file))
          .flatMap(file -> MEASURED.matcher(Repository.text(file)).results())
          .map(match -> match.group(1))
          .collect(toCollection(TreeSet::new));

  @Test
  void every_metric_has_a_help_text() throws IOException {
    Properties texts = new Properties();
    texts.load(
        new StringReader(
            Repository.text(
                Path.of(
                    "eventbridge",
                    "src",
                    "main",
                    "resources",
                    "META-INF",
                    "metric-descriptions.properties"))));

    assertThat(measured).hasSizeGreaterThan(10);
    assertThat(texts.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(measured.stream().map(PREFIX::concat).toList());
    assertThat(texts.values()).allSatisfy(text -> assertThat((String) text).endsWith("."));
  }

  @Test
  void every_metric_is_explained_in_the_documents() {
    assertExplained(measured);
  }

  @Test
  void so_is_what_aws_measures_by_itself() {
    String metrics =
        Repository.text(Path.of("local/src/main/java/dev/headwater/local/metrics/AwsMetric.java"));
    Set<String> names =
        MEASURED_BY_AWS
            .matcher(metrics)
            .results()
            .map(match -> match.group(1))
            .collect(toCollection(TreeSet::new));

    assertThat(names).hasSize(7);
    assertExplained(names);
  }

  private static void assertExplained(Set<String> names) {
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(Repository.text(Path.of("docs", "local-cloud.md")))
                    .contains("`" + name + "`"));
  }
}
