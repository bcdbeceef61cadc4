package dev.headwater.opensearch;

import dev.headwater.testkit.query.SearchCorpus;
import dev.headwater.testsupport.OpenSearchServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.opensearch.client.opensearch.OpenSearchClient;

/** Runs the contracts on a real OpenSearch server. The profile {@code opensearch} downloads it. */
@Tag("opensearch")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealServerTest implements IndexContract, SearchContract, ReadModelContract {
  private @Nullable OpenSearchServer server;
  private @Nullable SearchCorpus<Card> corpus;

  @BeforeAll
  void start() throws IOException {
    server =
        OpenSearchServer.start(
            Path.of(System.getProperty("opensearch.zip", "")), OpenSearchServer.QUICK_START);
    corpus = SearchCorpus.random(this);
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public OpenSearchClient client() {
    return Connections.to(Objects.requireNonNull(server).endpoint());
  }

  @Override
  public SearchCorpus<Card> corpus() {
    return Objects.requireNonNull(corpus);
  }
}
