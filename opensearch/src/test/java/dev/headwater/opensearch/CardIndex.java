package dev.headwater.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.PatternSearch;
import dev.headwater.query.SearchPage;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.WildcardPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.VersionType;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;

/** An index of cards with a unique name, and the cards that should be found in it. */
final class CardIndex {
  static final Comparator<Card> ORDER =
      Comparator.<Card, byte[]>comparing(
              card -> utf8(PatternPart.lower(card.email())), Arrays::compareUnsigned)
          .thenComparing(card -> utf8(card.cardId()), Arrays::compareUnsigned);

  final String alias = "cards-" + UUID.randomUUID();
  final OpenSearchClient client;
  final OpenSearchIndices indices;

  /** Writes go to a generation and reads to the alias, as in the service. */
  final OpenSearchIndex<Card> written;

  final OpenSearchIndex<Card> read;
  final List<Card> cards = new ArrayList<>();

  CardIndex(OpenSearchClient client) {
    this.client = client;
    indices = new OpenSearchIndices(client, alias, new CardFormat(), 2);
    written = new OpenSearchIndex<>(client, OpenSearchIndices.writeAlias(alias), new CardFormat());
    read = new OpenSearchIndex<>(client, alias, new CardFormat());
  }

  /** Random addresses, a few of them repeated, plus some edge cases. */
  static CardIndex random(OpenSearchClient client, int size, long seed) {
    CardIndex index = new CardIndex(client);
    index.indices.create();
    RandomPatterns random = new RandomPatterns(seed);
    List<String> emails =
        new ArrayList<>(IntStream.range(0, size).mapToObj(number -> random.email()).toList());
    emails.addAll(emails.subList(0, size / 20));
    emails.addAll(
        List.of(
            "ada@example.com",
            "ADA@example.com",
            "a*a@example.com",
            "a?a@example.com",
            "a\\a@example.com",
            "a\"a@example.com",
            "{a}@example.com",
            "email:ada@example.com",
            "a.a@example.com",
            "a".repeat(64) + "@example.com"));
    index.put(
        IntStream.range(0, emails.size())
            .mapToObj(
                number ->
                    new Card(
                        "c" + number,
                        emails.get(number),
                        number % 3 == 0 ? "CLOSED" : "OPEN",
                        "Name " + number))
            .toArray(Card[]::new));
    index.refresh();
    return index;
  }

  void put(Card... added) {
    cards.addAll(List.of(added));
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

  void remove(Card card) {
    cards.remove(card);
    save(2, List.of(new ViewChange<>(card.cardId(), 1, new VersionedView<>(2, null))));
  }

  void refresh() {
    try {
      client.indices().refresh(refresh -> refresh.index(OpenSearchIndices.index(alias)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all pages of a search. */
  List<Card> find(String pattern, Map<String, String> terms, int limit) {
    List<Card> found = new ArrayList<>();
    SearchPosition after = null;
    do {
      SearchPage<Card> page = page(pattern, terms, after, limit);
      page.items().forEach(item -> found.add(Objects.requireNonNull(item.view())));
      after = page.next();
    } while (after != null);
    return found;
  }

  List<Card> find(String pattern) {
    return find(pattern, Map.of(), PatternSearch.MAX_LIMIT);
  }

  SearchPage<Card> page(
      String pattern, Map<String, String> terms, @Nullable SearchPosition after, int limit) {
    return read.search(
        new PatternSearch("email", new WildcardPattern(pattern), terms, after, limit));
  }

  /** The cards that should be found. */
  List<Card> expect(Predicate<Card> matching) {
    return cards.stream().filter(matching).sorted(ORDER).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
