package dev.headwater.benchmarks.harness;

import dev.headwater.testsupport.OpenSearchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The settings of all benchmarks.
 *
 * @param customers how many customers the search index holds
 * @param home the repository
 */
public record Settings(Rounds rounds, int customers, Path home) {
  /** The heap of an 8 GB instance. With 1 GB, garbage collection delays one search in a hundred. */
  private static final List<String> SERVER_OPTIONS = List.of("-Xms4g", "-Xmx4g");

  public ServiceTemplate template() {
    return ServiceTemplate.read(templateFile());
  }

  public Path templateFile() {
    return home.resolve("customers").resolve("template.yaml");
  }

  /** The real server, which the build downloaded. */
  public OpenSearchServer startOpenSearch() throws IOException {
    Path archive = home.resolve("benchmarks").resolve("target").resolve("opensearch-zip");
    return OpenSearchServer.start(Path.of(Files.readString(archive).strip()), SERVER_OPTIONS);
  }
}
