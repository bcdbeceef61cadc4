package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What template.yaml uploads to Lambda. That functions run from it, other tests here see. */
class LambdaPackageE2eTest {
  private static final Path TARGET = Path.of("..", "customers", "target");
  private static final String SEARCH = "(?i).*(opensearch-java|parsson|jakarta\\.json).*";
  private static final String JACKSON_2 = "jackson-(core|databind)-2.*";

  /** Lambda's limit for a package, unzipped. */
  private static final long MAX_BYTES = 250_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"commands", "messages", "complete"})
  void a_package_logs_and_holds_nothing_that_is_only_for_a_laptop(String name) throws IOException {
    assertThat(jars(name))
        .anyMatch(jar -> jar.startsWith("slf4j-jdk14"))
        .noneMatch(jar -> jar.matches("(?i).*(dynamodblocal|elasticmq|logback).*"));
    try (ZipFile zip = open(name)) {
      assertThat(zip.stream().mapToLong(ZipEntry::getSize).sum())
          .isPositive()
          .isLessThan(MAX_BYTES);
    }
  }

  @Test
  void commands_take_the_client_of_dynamodb_and_one_jackson() throws IOException {
    assertThat(jars("commands"))
        .anyMatch(jar -> jar.startsWith("dynamodb-"))
        .anyMatch(jar -> jar.startsWith("jackson-databind-3"))
        .noneMatch(jar -> jar.matches(SEARCH))
        .noneMatch(jar -> jar.matches(JACKSON_2))
        .noneMatch(jar -> jar.matches("(sqs|eventbridge|cloudwatch)-.*"));
    assertThat(Files.size(TARGET.resolve("lambda-commands.zip"))).isLessThan(10_000_000);
  }

  @Test
  void what_moves_events_holds_nothing_of_search() throws IOException {
    assertThat(jars("messages"))
        .anyMatch(jar -> jar.startsWith("sqs-"))
        .noneMatch(jar -> jar.matches(SEARCH))
        .noneMatch(jar -> jar.matches(JACKSON_2));
    assertThat(jars("complete")).anyMatch(jar -> jar.matches(SEARCH));
  }

  private static List<String> jars(String name) throws IOException {
    try (ZipFile zip = open(name)) {
      return zip.stream()
          .map(entry -> entry.getName().replaceFirst("^lib/", ""))
          .filter(entry -> entry.endsWith(".jar"))
          .toList();
    }
  }

  private static ZipFile open(String name) throws IOException {
    return new ZipFile(TARGET.resolve("lambda-" + name + ".zip").toFile());
  }
}
