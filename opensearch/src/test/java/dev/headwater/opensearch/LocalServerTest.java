package dev.headwater.opensearch;

import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.testkit.query.SearchCorpus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.opensearch.client.opensearch.OpenSearchClient;

/** Runs the contracts on the local cloud's own server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LocalServerTest implements IndexContract, SearchContract, ReadModelContract {
  private final LocalOpenSearch server = LocalOpenSearch.start(null);
  private final SearchCorpus<Card> corpus = SearchCorpus.random(this);

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  public OpenSearchClient client() {
    return Connections.to(server.endpoint());
  }

  @Override
  public SearchCorpus<Card> corpus() {
    return corpus;
  }
}
