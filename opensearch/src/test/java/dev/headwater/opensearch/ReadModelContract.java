package dev.headwater.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.audit.AuditableViews;
import dev.headwater.audit.StoredView;
import dev.headwater.audit.WriteEstimator;
import dev.headwater.audit.WriteEstimator.WriteCost;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.opensearch.client.opensearch.OpenSearchClient;

/** What an audit of an index relies on, run on every server that the index supports. */
interface ReadModelContract {
  /** A client of the server under test. */
  OpenSearchClient client();

  /** A new index, and the view of it that an audit gets. */
  default Index index() {
    Index index = missing();
    index.cards.indices.create();
    return index;
  }

  /** The same before the index is created. */
  private Index missing() {
    CardIndex cards = new CardIndex(client());
    return new Index(
        cards,
        new OpenSearchReadModel<>(
            "cards", client(), OpenSearchIndices.writeAlias(cards.alias), new CardFormat("cards")));
  }

  @Test
  default void reads_a_view_as_the_projector_stored_it() {
    Index index = index();
    index.save("ada", 2, card("ada"));
    index.save("gone", 3, null);

    Map<String, StoredView> found = index.model.read(List.of("ada", "gone", "unknown"));
    assertThat(found).containsOnlyKeys("ada", "gone");
    assertThat(index.form("ada", 2, card("ada")).isSameAs(index.stored("ada"))).isTrue();
    assertThat(index.form("gone", 3, null).isSameAs(index.stored("gone"))).isTrue();
    assertThat(index.stored("ada").readable()).isTrue();
    assertThat(index.stored("ada").differences(index.form("ada", 2, card("eve"))))
        .containsOnlyKeys("email", "cardId");
  }

  @Test
  default void recognizes_an_unreadable_view() {
    Index index = index();
    index.cards.damage(
        "ada",
        Map.of(
            "id",
            "ada",
            "cardId",
            "ada",
            "email",
            "a@example.com",
            "status",
            "OPEN",
            "name",
            Card.UNREADABLE,
            "fingerprint",
            "cards"));

    assertThat(index.stored("ada").readable()).isFalse();
    assertThat(index.stored("ada").foreign()).isFalse();
    assertThat(index.stored("ada").toString()).doesNotContain("example.com");
  }

  @Test
  default void recognizes_a_view_that_can_never_be_stored() {
    Index index = index();

    assertUnstorable(() -> index.form("é".repeat(257), 1, card("ada")));
    assertUnstorable(() -> index.form("é".repeat(257), 2, null));
    for (String name : List.of(Card.MISFIT, Card.UNWRITABLE, Card.UNREADABLE)) {
      assertUnstorable(() -> index.form("ada", 1, new Card("ada", "a@example.com", "OPEN", name)));
    }
    assertThat(index.form("é".repeat(256), 1, card("ada")).readable()).isTrue();
  }

  @Test
  default void a_missing_index_has_no_views() {
    Index index = missing();
    assertThat(index.model.approximateSize()).isZero();
    assertThat(index.model.read(List.of("ada"))).isEmpty();
    assertThat(index.model.ids(null, 10)).isEqualTo(new AuditableViews.Page(List.of(), null));
    index.cards.indices.create();
    assertThat(index.cards.written.load(List.of("ada"))).as("no read created it").isEmpty();
  }

  @Test
  default void an_estimate_counts_documents_even_for_an_index_that_is_missing() {
    Index index = missing();
    WriteEstimator.Loaded<Card> loaded = index.model.estimator().load(List.of("ada"));
    assertThat(loaded.views()).isEmpty();
    assertThat(loaded.cost(change("ada", card("ada")))).isEqualTo(new WriteCost(0, 0, 1));

    index.cards.indices.create();
    index.save("ada", 1, card("ada"));
    loaded = index.model.estimator().load(List.of("ada", "unknown"));
    assertThat(loaded.views()).isEqualTo(index.cards.written.load(List.of("ada"))).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                index
                    .model
                    .estimator()
                    .load(List.of())
                    .cost(change("eve", new Card("eve", "e@example.com", "OPEN", Card.MISFIT))));
  }

  private static ViewChange<Card> change(String id, Card card) {
    return new ViewChange<>(id, 0, new VersionedView<>(1, card));
  }

  private static void assertUnstorable(ThrowableAssert.ThrowingCallable form) {
    assertThatIllegalArgumentException().isThrownBy(form).withMessageNotContaining("example.com");
  }

  @Test
  default void replaces_a_view_by_another_of_its_version_or_a_later_one() {
    Index index = index();
    index.save("ada", 2, card("eve"));

    assertThat(index.replace("ada", 2)).isTrue();
    assertThat(index.form("ada", 2, card("ada")).isSameAs(index.stored("ada"))).isTrue();
    StoredView judged = index.stored("ada");
    index.save("ada", 5, card("ada"));
    assertThat(index.model.replace("ada", judged, new VersionedView<>(3, card("ada")))).isFalse();
    assertThat(index.model.remove("ada", judged)).isFalse();
    assertThat(index.stored("ada").version()).isEqualTo(5);
  }

  @Test
  default void an_older_view_eventually_replaces_one_that_is_ahead() {
    Index index = index();
    index.save("ada", 7, card("ada"));

    assertThat(index.replace("ada", 2)).isTrue();
    assertThat(index.model.read(List.of("ada"))).isEmpty();
    Awaitility.await()
        .atMost(index.model.remembersRemoved().plus(Duration.ofSeconds(30)))
        .until(
            () ->
                index.cards.written.save(
                    List.of(new ViewChange<>("ada", 0, new VersionedView<>(2, card("ada"))))),
            Saved.ALL::equals);
    assertThat(index.form("ada", 2, card("ada")).isSameAs(index.stored("ada"))).isTrue();
  }

  @Test
  default void removes_a_view_and_its_version() {
    Index index = index();
    index.save("ada", 2, card("ada"));

    assertThat(index.model.remove("ada", index.stored("ada"))).isTrue();
    assertThat(index.model.read(List.of("ada"))).isEmpty();
  }

  @Test
  default void a_repair_creates_no_index_without_a_mapping() throws IOException {
    Index index = index();
    index.save("ada", 2, card("ada"));
    StoredView judged = index.stored("ada");
    client().indices().delete(delete -> delete.index(OpenSearchIndices.index(index.cards.alias)));

    assertThat(index.model.remove("ada", judged)).isFalse();
    assertThat(index.model.replace("ada", judged, new VersionedView<>(3, card("ada")))).isFalse();
    String writeAlias = OpenSearchIndices.writeAlias(index.cards.alias);
    assertThat(client().indices().exists(exists -> exists.index(writeAlias)).value()).isFalse();
  }

  @Test
  default void scans_all_views_except_tombstones_page_by_page() {
    Index index = index();
    List<ViewChange<Card>> changes =
        new ArrayList<>(
            IntStream.range(0, 2_345)
                .mapToObj(
                    number ->
                        new ViewChange<>(
                            "c" + number, 0, new VersionedView<>(1, card("c" + number))))
                .toList());
    changes.add(new ViewChange<>("gone", 0, new VersionedView<>(1, null)));
    index.cards.save(1, changes);
    index.cards.refresh();

    List<String> ids = new ArrayList<>();
    String after = null;
    do {
      AuditableViews.Page page = index.model.ids(after, 1_000);
      assertThat(page.ids()).hasSizeLessThanOrEqualTo(1_000);
      ids.addAll(page.ids());
      after = page.next();
    } while (after != null);
    assertThat(ids).hasSize(2_345).doesNotHaveDuplicates().doesNotContain("gone");
    assertThat(index.model.approximateSize()).isEqualTo(2_345);
  }

  private static Card card(String name) {
    return new Card(name, name + "@example.com", "OPEN", "Name");
  }

  /** An index and the view of it that an audit gets. */
  record Index(CardIndex cards, OpenSearchReadModel<Card> model) {
    void save(String id, long version, @Nullable Card card) {
      cards.save(
          (int) version, List.of(new ViewChange<>(id, 0, new VersionedView<>(version, card))));
    }

    StoredView stored(String id) {
      return Objects.requireNonNull(model.read(List.of(id)).get(id));
    }

    StoredView form(String id, long version, @Nullable Card card) {
      return model.form(id, new VersionedView<>(version, card));
    }

    boolean replace(String id, long version) {
      return model.replace(id, stored(id), new VersionedView<>(version, card(id)));
    }
  }
}
