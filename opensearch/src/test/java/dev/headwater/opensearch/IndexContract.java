package dev.headwater.opensearch;

import static dev.headwater.opensearch.SearchField.PATTERN;
import static dev.headwater.opensearch.SearchField.STORED;
import static dev.headwater.opensearch.SearchField.TERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.IndexedView;
import dev.headwater.query.PatternSearch;
import dev.headwater.query.WildcardPattern;
import dev.headwater.testkit.NewestViewStoreContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.mapping.DynamicMapping;
import org.opensearch.client.opensearch.indices.Alias;

/** The contract of the index as a store of views, run on every server that it supports. */
interface IndexContract extends NewestViewStoreContract<Card> {
  /** A client of the server under test. */
  OpenSearchClient client();

  @Override
  default ViewStore<Card> viewStore() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    return index.written;
  }

  @Override
  default ViewStore<Card> foreign(ViewStore<Card> store) {
    return CardIndex.foreign(store).written;
  }

  @Override
  default Card view(int number) {
    return new Card("any", "a" + number + "@example.com", "OPEN", "Name");
  }

  @Test
  default void refuses_a_view_that_does_not_fit_and_saves_the_others() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    Card misfit = new Card("bad", "secret@x.de", "OPEN", Card.MISFIT);
    Card fit = new Card("good", "good@x.de", "OPEN", "Good");
    String longId = "é".repeat(257);
    var saved =
        index.written.save(
            List.of(
                new ViewChange<>("bad", 0, new VersionedView<>(1, misfit)),
                new ViewChange<>(longId, 0, new VersionedView<>(1, fit)),
                new ViewChange<>(
                    "worse",
                    0,
                    new VersionedView<>(
                        1, new Card("worse", "secret@x.de", "OPEN", Card.UNWRITABLE))),
                new ViewChange<>("good", 0, new VersionedView<>(1, fit))));

    assertThat(saved.lost()).isEmpty();
    assertThat(saved.refused())
        .containsOnlyKeys("bad", "worse", longId)
        .allSatisfy((id, reason) -> assertThat(reason).isNotEmpty().doesNotContain("secret"));
    assertThat(index.written.load(List.of("bad", "good")))
        .isEqualTo(Map.of("good", new VersionedView<>(1, fit)));
  }

  /** Otherwise one such view would fail a whole bulk request again and again. */
  @Test
  default void refuses_a_view_with_half_of_a_surrogate_pair_and_saves_the_others() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    Card fit = new Card("good", "good@x.de", "OPEN", "🦆\uffff");
    String halfId = "a\udd86";
    var saved =
        index.written.save(
            List.of(
                new ViewChange<>(
                    "bad",
                    0,
                    new VersionedView<>(1, new Card("bad", "secret@x.de", "OPEN", "\ud83e"))),
                new ViewChange<>(halfId, 0, new VersionedView<>(1, fit)),
                new ViewChange<>("good", 0, new VersionedView<>(1, fit))));

    assertThat(saved.lost()).isEmpty();
    assertThat(saved.refused())
        .containsOnlyKeys("bad", halfId)
        .allSatisfy(
            (id, reason) ->
                assertThat(reason).contains("half of a surrogate pair").doesNotContain("secret"));
    assertThat(index.written.load(List.of("bad", "good")))
        .isEqualTo(Map.of("good", new VersionedView<>(1, fit)));
  }

  @Test
  default void a_damaged_view_is_foreign() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    index.damage(
        "bad",
        Map.of(
            "id",
            "bad",
            "cardId",
            "bad",
            "email",
            "a@x.de",
            "status",
            "OPEN",
            "name",
            Card.UNREADABLE,
            "fingerprint",
            "cards"));
    index.put(new Card("good", "b@x.de", "OPEN", "Good"));
    index.refresh();

    assertThat(index.written.load(List.of("good", "bad")))
        .isEqualTo(
            Map.of(
                "good",
                new VersionedView<>(1, new Card("good", "b@x.de", "OPEN", "Good")),
                "bad",
                VersionedView.foreign(1)));
    assertThat(
            index
                .read
                .search(
                    new PatternSearch(
                        "email", new WildcardPattern("*"), Map.of(), null, PatternSearch.MAX_LIMIT))
                .entries())
        .extracting(IndexedView::id, entry -> entry.view().foreign())
        .containsExactly(tuple("bad", true), tuple("good", false));
  }

  @Test
  default void an_existing_index_learns_further_fields() throws IOException {
    CardIndex index = new CardIndex(client());
    createOlder(index, Map.of("email", PATTERN, "status", TERM, "cardId", STORED));
    index.damage("old", Map.of("id", "old", "cardId", "old", "email", "a@x.de", "status", "OPEN"));

    index.indices.create();
    index.put(new Card("new", "b@x.de", "OPEN", "New"));

    assertThat(index.written.load(List.of("old", "new")))
        .isEqualTo(
            Map.of(
                "old",
                VersionedView.foreign(1),
                "new",
                new VersionedView<>(1, new Card("new", "b@x.de", "OPEN", "New"))));
  }

  @Test
  default void an_existing_index_cannot_change_how_a_field_is_searched() throws IOException {
    for (Map<String, SearchField> fields :
        List.of(
            Map.of("email", TERM, "status", TERM), Map.of("email", PATTERN, "status", STORED))) {
      CardIndex index = new CardIndex(client());
      createOlder(index, fields);

      assertThatThrownBy(index.indices::create)
          .isInstanceOfSatisfying(
              UnavailableException.class,
              failure -> assertThat(failure.configurationFault()).isNotNull())
          .hasMessageContaining("is searched: describe a view with another alias");
    }
  }

  /** An index as an older version has created it, without fingerprints and with other fields. */
  private void createOlder(CardIndex index, Map<String, SearchField> fields) throws IOException {
    String name = OpenSearchIndices.index(index.alias);
    client()
        .indices()
        .create(
            create ->
                create
                    .index(name)
                    .aliases(
                        Map.of(
                            OpenSearchIndices.writeAlias(index.alias),
                            Alias.of(write -> write),
                            index.alias,
                            Alias.of(read -> read)))
                    .mappings(
                        mapping -> {
                          fields.forEach((field, use) -> mapping.properties(field, use.mapping()));
                          return mapping
                              .properties("id", TERM.mapping())
                              .dynamic(DynamicMapping.Strict);
                        }));
  }

  @Test
  default void refuses_a_view_that_could_not_be_read_back() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    Card unreadable = new Card("bad", "secret@x.de", "OPEN", Card.UNREADABLE);
    Card good = new Card("good", "b@x.de", "OPEN", "Good");

    Saved saved =
        index.written.save(
            List.of(
                new ViewChange<>("bad", 0, new VersionedView<>(1, unreadable)),
                new ViewChange<>("good", 0, new VersionedView<>(1, good))));
    assertThat(saved)
        .isEqualTo(
            Saved.refusing(
                "bad",
                "The view cannot be stored: Its format"
                    + " cannot decode it (java.time.DateTimeException)"));
    assertThat(index.written.load(List.of("bad", "good"))).containsOnlyKeys("good");
  }

  @Test
  default void a_missing_index_is_empty_to_searches_and_refuses_saves() {
    CardIndex index = new CardIndex(client());

    assertThat(index.find("*")).isEmpty();
    assertThat(index.read.count(Map.of())).isZero();
    assertThatThrownBy(() -> index.written.load(List.of("ada")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("index_not_found_exception");
    assertThatThrownBy(() -> index.put(new Card("ada", "ada@x.de", "OPEN", "Ada")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("index_not_found_exception");
    index.indices.create();
    assertThat(index.written.load(List.of("ada"))).as("the write created no index").isEmpty();
  }

  @Test
  default void refuses_an_index_that_was_created_by_other_means() throws IOException {
    CardIndex index = new CardIndex(client());
    String name = OpenSearchIndices.index(index.alias);
    client()
        .indices()
        .create(
            create ->
                create.index(name).mappings(mapping -> mapping.dynamic(DynamicMapping.Strict)));

    assertThatThrownBy(index.indices::create)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("Delete it");
    client()
        .indices()
        .updateAliases(
            update ->
                update.actions(action -> action.add(add -> add.index(name).alias(index.alias))));
    assertThatThrownBy(index.indices::create)
        .as("even if the alias points to it")
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("Delete it");
  }

  @Test
  default void concurrent_callers_create_the_index_once() {
    CardIndex index = new CardIndex(client());
    Thread[] creators = new Thread[4];
    for (int number = 0; number < creators.length; number++) {
      creators[number] = Thread.startVirtualThread(index.indices::create);
    }
    for (Thread creator : creators) {
      join(creator);
    }
    index.put(new Card("ada", "ada@x.de", "OPEN", "Ada"));
    index.indices.create();
    index.refresh();

    assertThat(index.find("*")).extracting(Card::cardId).containsExactly("ada");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
