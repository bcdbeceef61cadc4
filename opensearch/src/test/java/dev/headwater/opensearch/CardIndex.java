package dev.headwater.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.PatternSearch;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.WildcardPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.VersionType;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;

/** An index of cards with a unique name. */
final class CardIndex {
  private static final Map<ViewStore<Card>, CardIndex> BY_STORE = new ConcurrentHashMap<>();

  final String alias;
  final OpenSearchClient client;
  final OpenSearchIndices indices;

  /** Writes go to a generation and reads to the alias, as in the service. */
  final OpenSearchIndex<Card> written;

  final OpenSearchIndex<Card> read;

  CardIndex(OpenSearchClient client) {
    this(client, "cards-" + UUID.randomUUID(), new CardFormat("cards"));
  }

  private CardIndex(OpenSearchClient client, String alias, CardFormat format) {
    this.client = client;
    this.alias = alias;
    indices = new OpenSearchIndices(client, alias, format, 2);
    written = new OpenSearchIndex<>(client, OpenSearchIndices.writeAlias(alias), format);
    read = new OpenSearchIndex<>(client, alias, format);
    BY_STORE.put(written, this);
  }

  /** The index to which views are saved by this store, as another projection sees it. */
  static CardIndex foreign(ViewStore<Card> written) {
    CardIndex index = Objects.requireNonNull(BY_STORE.get(written));
    return new CardIndex(index.client, index.alias, new CardFormat("another"));
  }

  void put(Card... added) {
    save(
        1,
        Arrays.stream(added)
            .map(card -> new ViewChange<>(card.cardId(), 0, new VersionedView<>(1, card)))
            .toList());
  }

  void save(int version, List<ViewChange<Card>> changes) {
    assertThat(written.save(changes)).as("version %d", version).isEqualTo(Saved.ALL);
  }

  /** Writes a document that our own code would never write. */
  void damage(String id, Map<String, Object> fields) {
    BulkOperation write =
        BulkOperation.of(
            operation ->
                operation.index(
                    index ->
                        index
                            .id(id)
                            .version(1L)
                            .versionType(VersionType.External)
                            .document(fields)));
    try {
      assertThat(
              client
                  .bulk(
                      bulk ->
                          bulk.index(OpenSearchIndices.writeAlias(alias))
                              .requireAlias(true)
                              .operations(write))
                  .errors())
          .isFalse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void refresh() {
    try {
      client.indices().refresh(refresh -> refresh.index(OpenSearchIndices.index(alias)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all pages of a search; foreign views are left out. */
  List<Card> find(String pattern, Map<String, String> terms, int limit) {
    List<Card> found = new ArrayList<>();
    SearchPosition after = null;
    do {
      var page =
          read.search(
              new PatternSearch("email", new WildcardPattern(pattern), terms, after, limit));
      page.entries().stream()
          .filter(entry -> !entry.view().foreign())
          .forEach(entry -> found.add(Objects.requireNonNull(entry.view().view())));
      after = page.next();
    } while (after != null);
    return found;
  }

  List<Card> find(String pattern) {
    return find(pattern, Map.of(), PatternSearch.MAX_LIMIT);
  }
}
