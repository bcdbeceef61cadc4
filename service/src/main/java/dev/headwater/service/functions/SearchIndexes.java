package dev.headwater.service.functions;

import dev.headwater.host.Host;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.opensearch.OpenSearchIndices;
import dev.headwater.service.SearchDescription;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;

/** The search indexes of views, for those who write them. */
final class SearchIndexes {
  /** One shard holds tens of millions of views. An index cannot change its number of shards. */
  private static final int SHARDS = 1;

  /** How often to check for the index: longer than an invocation, so once in each. */
  private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);

  private SearchIndexes() {}

  /** The index of a view and its aliases. */
  static OpenSearchIndices of(View<?, ?> view, OpenSearchClient client) {
    return new OpenSearchIndices(client, alias(view), view.searchFormat(), SHARDS);
  }

  /** The alias to write to. */
  static String writeAlias(View<?, ?> view) {
    return OpenSearchIndices.writeAlias(alias(view));
  }

  /** The index of a view, created when it is missing. */
  static <V> SelfCreatingIndex<V> created(
      View<V, ?> view, Settings settings, AwsClients clients, Host host) {
    settings.text(Environment.SEARCH_ENDPOINT);
    OpenSearchClient client = required(clients.openSearch());
    OpenSearchIndices quick = of(view, required(clients.openSearchForChecks()));
    return new SelfCreatingIndex<>(
        new OpenSearchIndex<>(client, writeAlias(view), view.searchFormat()),
        quick::create,
        CHECK_INTERVAL,
        host);
  }

  private static OpenSearchClient required(@Nullable OpenSearchClient client) {
    return Objects.requireNonNull(client, Environment.SEARCH_ENDPOINT);
  }

  private static String alias(View<?, ?> view) {
    SearchDescription search = Objects.requireNonNull(view.search(), "the view is searched");
    return search.alias();
  }
}
