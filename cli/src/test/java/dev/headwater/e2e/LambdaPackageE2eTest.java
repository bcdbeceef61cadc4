package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What template.yaml uploads to Lambda, by itself. */
class LambdaPackageE2eTest {
  private static final Path CUSTOMERS = Path.of("..", "customers");
  private static final Path LIBRARIES = CUSTOMERS.resolve("target/lambda/lib");

  /** Lambda's limit for a package, unzipped. */
  private static final long MAX_BYTES = 250L * 1024 * 1024;

  @Test
  void the_package_logs_and_holds_nothing_that_is_only_for_a_laptop() throws IOException {
    List<String> names = jars().stream().map(jar -> jar.getFileName().toString()).toList();

    assertThat(names)
        .anyMatch(name -> name.startsWith("slf4j-jdk14"))
        .noneMatch(name -> name.matches("(?i).*(dynamodblocal|elasticmq|logback).*"));
    long bytes = 0;
    for (Path jar : jars()) {
      bytes += Files.size(jar);
    }
    assertThat(bytes).isPositive().isLessThan(MAX_BYTES);
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      return files.toList();
    }
  }
}
