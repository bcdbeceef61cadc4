package dev.headwater.benchmarks.harness;

import dev.headwater.testsupport.OpenSearchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What all benchmarks are run with.
 *
 * @param customers how many a search has to deal with
 * @param home the repository
 */
public record Settings(Rounds rounds, int customers, Path home) {
  /** The heap of an instance with 8 GB. With 1 GB, collections hold up one search in a hundred. */
  private static final List<String> SERVER_OPTIONS = List.of("-Xms4g", "-Xmx4g");

  public ServiceTemplate template() {
    return ServiceTemplate.read(templateFile());
  }

  public Path templateFile() {
    return home.resolve("customers").resolve("template.yaml");
  }

  /** The real server, whose archive the build has noted. */
  public OpenSearchServer startOpenSearch() throws IOException {
    Path archive = home.resolve("benchmarks").resolve("target").resolve("opensearch-zip");
    return OpenSearchServer.start(Path.of(Files.readString(archive).strip()), SERVER_OPTIONS);
  }
}
