package dev.headwater.dynamodb.views;

import static dev.headwater.dynamodb.views.NoteViews.created;
import static dev.headwater.dynamodb.views.NoteViews.newIds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.Note;
import dev.headwater.dynamodb.NoteFormat;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.testkit.ConditionalViewStoreContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalTables.class)
class DynamoDbViewStoreTest implements ConditionalViewStoreContract<Note> {
  private final String id = UUID.randomUUID().toString();
  @AutoClose private final NoteViews views;

  DynamoDbViewStoreTest(LocalDynamoDb local) {
    views = new NoteViews(local);
  }

  @Override
  public ViewStore<Note> viewStore() {
    return views.store;
  }

  @Override
  public ViewStore<Note> foreign(ViewStore<Note> store) {
    return views.foreign();
  }

  @Override
  public Note view(int number) {
    return new Note("note " + number, "CONTRACT", number);
  }

  @Test
  void ten_views_are_loaded_with_one_request() {
    List<String> ids = newIds(10);
    views.store.save(ids.stream().map(each -> created(each, view(1))).toList());
    assertThat(views.requests.take()).isEqualTo(Map.of("PutItem", 10));

    assertThat(views.store.load(ids)).hasSize(10);
    assertThat(views.requests.take()).isEqualTo(Map.of("BatchGetItem", 1));
  }

  @Test
  void a_lost_race_takes_no_further_request() {
    views.store.save(List.of(created(id, view(1))));
    views.requests.take();

    assertThat(views.store.save(List.of(created(id, view(2)))).lost()).containsExactly(id);
    assertThat(views.requests.take()).isEqualTo(Map.of("PutItem", 1));
  }

  @Test
  void views_that_are_asked_for_twice_are_loaded_once() {
    views.store.save(List.of(created(id, view(1))));

    assertThat(views.store.load(List.of(id, id))).containsOnlyKeys(id);
  }

  @Test
  void a_view_is_an_item_of_its_fields_its_version_and_its_place_in_the_list() {
    views.store.save(List.of(created(id, new Note("a", "OPEN", 7))));

    assertThat(item())
        .isEqualTo(
            Map.of(
                "id", AttributeValue.fromS(id),
                "text", AttributeValue.fromS("a"),
                "status", AttributeValue.fromS("OPEN"),
                "rank", AttributeValue.fromN("7"),
                "version", AttributeValue.fromN("1"),
                "fingerprint", AttributeValue.fromS("notes"),
                "listShard", AttributeValue.fromS(new ListIndex("list", 4).shard("OPEN", id)),
                "listSort", AttributeValue.fromS("000007")));
  }

  @Test
  void a_removed_view_leaves_nothing_but_its_version_and_fingerprint() {
    views.store.save(List.of(created(id, new Note("a", "OPEN", 7))));
    views.store.save(List.of(new ViewStore.ViewChange<>(id, 1, new VersionedView<>(2, null))));

    assertThat(item())
        .isEqualTo(
            Map.of(
                "id",
                AttributeValue.fromS(id),
                "version",
                AttributeValue.fromN("2"),
                "fingerprint",
                AttributeValue.fromS("notes"),
                "removed",
                AttributeValue.fromBool(true)));
    assertThat(views.store.find(id, true)).contains(new VersionedView<>(2, null));
  }

  @Test
  void a_view_is_found_with_one_request() {
    VersionedView<Note> saved = new VersionedView<>(1, view(5));
    views.store.save(List.of(new ViewStore.ViewChange<>(id, 0, saved)));
    views.requests.take();

    assertThat(views.store.find(id, true)).contains(saved);
    assertThat(views.store.find(id)).contains(saved);
    assertThat(views.store.find(UUID.randomUUID().toString())).isEqualTo(Optional.empty());
    assertThat(views.requests.take()).isEqualTo(Map.of("GetItem", 3));
  }

  @Test
  void a_damaged_view_is_foreign() {
    String other = UUID.randomUUID().toString();
    String good = UUID.randomUUID().toString();
    List<String> ids = List.of(id, good, other);
    views.store.save(ids.stream().map(each -> created(each, view(1))).toList());
    views.damage(id, "rank", AttributeValue.fromS("a secret"));
    views.damage(other, "version", AttributeValue.fromS("a secret"));

    assertThat(views.store.load(ids))
        .isEqualTo(
            Map.of(
                id,
                VersionedView.foreign(1),
                good,
                new VersionedView<>(1, view(1)),
                other,
                VersionedView.foreign(0)));
    assertThat(views.store.find(id, true)).contains(VersionedView.foreign(1));
  }

  @Test
  void a_view_without_a_fingerprint_is_foreign() {
    views.save(id, 1, view(1));
    views.remove(id, "fingerprint");

    assertThat(views.store.find(id, true)).contains(VersionedView.foreign(1));
  }

  @Test
  void views_that_can_never_be_stored_are_refused_and_the_others_saved() {
    String large = UUID.randomUUID().toString();
    String odd = UUID.randomUUID().toString();
    ViewStore.Saved saved =
        views.store.save(
            List.of(
                created(large, new Note("x".repeat(410_000), "OPEN", 1)),
                created(odd, new Note("a secret", "", 1)),
                created(id, view(1))));

    assertThat(saved.lost()).isEmpty();
    assertThat(saved.refused())
        .containsOnlyKeys(large, odd)
        .hasEntrySatisfying(
            large,
            reason ->
                assertThat(reason)
                    .matches(
                        "DynamoDB refuses the view's item of 410\\d\\d\\d bytes "
                            + "\\(ValidationException.*\\)"))
        .containsEntry(
            odd,
            "The view cannot be stored: Its format cannot encode it"
                + " (java.lang.IllegalStateException)");
    assertThat(views.store.load(List.of(id, large, odd))).containsOnlyKeys(id);
  }

  /** DynamoDB would keep a question mark in its place, or refuse a name with it at every try. */
  @Test
  void a_view_with_half_of_a_surrogate_pair_is_refused_and_the_others_saved() {
    String high = UUID.randomUUID().toString();
    String low = UUID.randomUUID().toString();
    ViewStore.Saved saved =
        views.store.save(
            List.of(
                created(high, new Note("a secret \ud83e", "OPEN", 1)),
                created(low, new Note("a secret", "\udd86", 1)),
                created(id, new Note("🦆\uffff", "OPEN", 1))));

    assertThat(saved.lost()).isEmpty();
    assertThat(saved.refused())
        .containsOnlyKeys(high, low)
        .allSatisfy(
            (key, reason) ->
                assertThat(reason)
                    .isEqualTo(
                        "The view cannot be stored: A text holds half of a surrogate" + " pair"));
    assertThat(views.store.load(List.of(id, high, low))).containsOnlyKeys(id);
  }

  @Test
  void a_view_that_could_not_be_read_back_is_refused_and_the_others_saved() {
    String illegible = UUID.randomUUID().toString();
    ViewStore.Saved saved =
        views.store.save(
            List.of(
                created(illegible, new Note(NoteFormat.ILLEGIBLE, "OPEN", 1)),
                created(id, view(1))));

    assertThat(saved)
        .isEqualTo(
            ViewStore.Saved.refusing(
                illegible,
                "The view cannot be stored:"
                    + " Its format cannot decode it (java.lang.IllegalArgumentException)"));
    assertThat(views.store.load(List.of(id, illegible))).containsOnlyKeys(id);
  }

  @Test
  void a_view_of_no_version_is_foreign() {
    views.save(id, 1, view(1));
    for (String version : List.of("0", "-1")) {
      views.damage(id, "version", AttributeValue.fromN(version));
      assertThat(views.store.find(id, true)).contains(VersionedView.foreign(0));
    }
  }

  private Map<String, AttributeValue> item() {
    return views
        .client
        .getItem(
            get ->
                get.tableName(LocalTables.VIEWS)
                    .key(Map.of("id", AttributeValue.fromS(id)))
                    .consistentRead(true))
        .item();
  }
}
