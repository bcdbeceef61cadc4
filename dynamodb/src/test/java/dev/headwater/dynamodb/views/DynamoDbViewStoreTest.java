package dev.headwater.dynamodb.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.dynamodb.Clients;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.Note;
import dev.headwater.dynamodb.NoteFormat;
import dev.headwater.dynamodb.RequestCount;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.UnreadableViewException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.testkit.ConditionalViewStoreContract;
import dev.headwater.testkit.ManualHost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalTables.class)
class DynamoDbViewStoreTest implements ConditionalViewStoreContract<Note> {
  private final ManualHost host = new ManualHost(1);
  private final RequestCount requests = new RequestCount();
  private final String id = UUID.randomUUID().toString();
  private final DynamoDbClient client;
  private final DynamoDbViewStore<Note> store;

  DynamoDbViewStoreTest(LocalDynamoDb local) {
    client = Clients.counting(local.endpoint(), requests);
    store =
        new DynamoDbViewStore<>(
            client, new ViewTable(LocalTables.VIEWS, 4), new NoteFormat(), host.host());
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Override
  public ViewStore<Note> viewStore() {
    return store;
  }

  @Override
  public Note view(int number) {
    return new Note("note " + number, "CONTRACT", number);
  }

  @Test
  void ten_views_are_loaded_with_one_request() {
    List<String> ids = newIds(10);
    store.save(ids.stream().map(each -> created(each, view(1))).toList());
    assertThat(requests.take()).isEqualTo(Map.of("PutItem", 10));

    assertThat(store.load(ids)).hasSize(10);
    assertThat(requests.take()).isEqualTo(Map.of("BatchGetItem", 1));
  }

  @Test
  void a_lost_race_takes_no_further_request() {
    store.save(List.of(created(id, view(1))));
    requests.take();

    assertThat(store.save(List.of(created(id, view(2)))).lost()).containsExactly(id);
    assertThat(requests.take()).isEqualTo(Map.of("PutItem", 1));
  }

  @Test
  void views_that_are_asked_for_twice_are_loaded_once() {
    store.save(List.of(created(id, view(1))));

    assertThat(store.load(List.of(id, id))).containsOnlyKeys(id);
  }

  @Test
  void a_view_is_an_item_of_its_fields_its_version_and_its_place_in_the_list() {
    store.save(List.of(created(id, new Note("a", "OPEN", 7))));

    assertThat(item())
        .isEqualTo(
            Map.of(
                "id", AttributeValue.fromS(id),
                "text", AttributeValue.fromS("a"),
                "status", AttributeValue.fromS("OPEN"),
                "rank", AttributeValue.fromN("7"),
                "version", AttributeValue.fromN("1"),
                "listShard", AttributeValue.fromS(ListIndex.shard("OPEN", id, 4)),
                "listSort", AttributeValue.fromS("000007")));
  }

  @Test
  void a_removed_view_leaves_nothing_but_its_version() {
    store.save(List.of(created(id, new Note("a", "OPEN", 7))));
    store.save(List.of(new ViewStore.ViewChange<>(id, 1, new VersionedView<>(2, null))));

    assertThat(item())
        .isEqualTo(
            Map.of(
                "id",
                AttributeValue.fromS(id),
                "version",
                AttributeValue.fromN("2"),
                "removed",
                AttributeValue.fromBool(true)));
    assertThat(store.find(id, true)).contains(new VersionedView<>(2, null));
  }

  @Test
  void a_view_is_found_with_one_request() {
    VersionedView<Note> saved = new VersionedView<>(1, view(5));
    store.save(List.of(new ViewStore.ViewChange<>(id, 0, saved)));
    requests.take();

    assertThat(store.find(id, true)).contains(saved);
    assertThat(store.find(id)).contains(saved);
    assertThat(store.find(UUID.randomUUID().toString())).isEqualTo(Optional.empty());
    assertThat(requests.take()).isEqualTo(Map.of("GetItem", 3));
  }

  @Test
  void a_list_is_read_in_order_page_by_page() {
    String status = "LIST-" + id;
    saveNotes(status, IntStream.range(0, 57));

    for (int limit : new int[] {1, 2, 7, 56, 57, 58, 1000}) {
      assertThat(pageThrough(List.of(status), limit))
          .as("pages of %d", limit)
          .containsExactlyElementsOf(IntStream.range(0, 57).boxed().toList());
    }
  }

  @Test
  void a_list_is_read_backwards_too() {
    String even = "EVEN-" + id;
    String odd = "ODD-" + id;
    saveNotes(even, IntStream.range(0, 15).map(n -> 2 * n));
    saveNotes(odd, IntStream.range(0, 15).map(n -> 2 * n + 1));
    List<Integer> backwards = IntStream.range(0, 30).map(n -> 29 - n).boxed().toList();

    for (int limit : new int[] {1, 7, 29, 30, 31}) {
      assertThat(pageThrough(List.of(even, odd), ListOrder.DESCENDING, limit))
          .as("pages of %d", limit)
          .containsExactlyElementsOf(backwards);
    }
  }

  @Test
  void lists_are_merged() {
    String even = "EVEN-" + id;
    String odd = "ODD-" + id;
    saveNotes(even, IntStream.range(0, 20).map(n -> 2 * n));
    saveNotes(odd, IntStream.range(0, 20).map(n -> 2 * n + 1));
    saveNotes(NoteFormat.DRAFT, IntStream.range(100, 103));

    assertThat(pageThrough(List.of(even, odd), 6))
        .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
    assertThat(pageThrough(List.of(odd), 50)).hasSize(20);
    assertThat(list(store, null, 10, "NOWHERE-" + id)).isEqualTo(new ViewPage<>(List.of(), null));
  }

  @Test
  void a_page_is_one_request_for_each_shard() {
    String status = "COST-" + id;
    saveNotes(status, IntStream.range(0, 60));
    requests.take();

    assertThat(list(store, null, 10, status).items()).hasSize(10);
    assertThat(requests.take().getOrDefault("Query", 0)).isBetween(4, 5);
  }

  @Test
  void pages_are_stable_while_views_come_and_go() {
    String status = "STABLE-" + id;
    List<String> ids = saveNotes(status, IntStream.range(10, 30));
    ViewPage<Note> first = list(store, null, 10, status);
    saveNotes(status, IntStream.of(5, 7));
    store.save(
        List.of(
            new ViewStore.ViewChange<>(
                ids.get(3), 1, new VersionedView<>(2, new Note("moved", "ELSEWHERE-" + id, 13)))));
    store.save(List.of(new ViewStore.ViewChange<>(ids.get(9), 1, new VersionedView<>(2, null))));

    assertThat(first.nextSort()).isEqualTo("000019");
    assertThat(ranks(list(store, first.nextSort(), 10, status)))
        .containsExactlyElementsOf(IntStream.range(20, 30).boxed().toList());
  }

  @Test
  void of_a_view_that_shows_in_two_lists_the_newer_version_counts() {
    String from = "FROM-" + id;
    String to = "TO-" + id;
    save(UUID.randomUUID().toString(), 1, new Note("old", from, 1));
    save(UUID.randomUUID().toString(), 2, new Note("new", to, 1));

    assertThat(list(store, null, 10, from, to).items())
        .containsExactly(new VersionedView<>(2, new Note("new", to, 1)));
  }

  @Test
  void views_that_cannot_be_read_are_named_once_all_were_read() {
    String other = UUID.randomUUID().toString();
    String good = UUID.randomUUID().toString();
    List<String> ids = List.of(id, good, other);
    store.save(ids.stream().map(each -> created(each, view(1))).toList());
    damage(id, "rank", AttributeValue.fromS("a secret"));
    damage(other, "version", AttributeValue.fromS("a secret"));

    assertThatExceptionOfType(UnreadableViewException.class)
        .isThrownBy(() -> store.load(ids))
        .satisfies(
            e ->
                assertThat(e.reasons())
                    .isEqualTo(
                        Map.of(
                            id, "Its format cannot decode it (java.lang.IllegalArgumentException)",
                            other, "'version' is not of type N")));
    assertThatExceptionOfType(UnreadableViewException.class)
        .isThrownBy(() -> store.find(id))
        .satisfies(e -> assertThat(e.reasons()).containsOnlyKeys(id));
  }

  @Test
  void a_view_that_cannot_be_read_is_left_out_of_the_list() {
    String status = "DAMAGED-" + id;
    List<String> ids = saveNotes(status, IntStream.range(0, 5));
    damage(ids.get(1), "text", AttributeValue.fromN("7"));
    damage(ids.get(3), "version", AttributeValue.fromS("none"));

    assertThat(ranks(list(store, null, 10, status))).containsExactly(0, 2, 4);
    ViewPage<Note> page = list(store, NoteFormat.sort(0), 1, status);
    assertThat(page.items()).isEmpty();
    assertThat(page.nextSort()).isEqualTo(NoteFormat.sort(1));
  }

  @Test
  void of_a_view_that_shows_in_two_lists_a_damaged_version_gives_way() {
    String from = "WORSE-" + id;
    String to = "BETTER-" + id;
    save(id, 5, new Note("old", from, 1));
    damage(id, "version", AttributeValue.fromS("none"));
    save(UUID.randomUUID().toString(), 2, new Note("new", to, 1));

    assertThat(ranks(list(store, null, 10, from, to))).containsExactly(1);
  }

  @Test
  void views_that_can_never_be_stored_are_refused_and_the_others_saved() {
    String large = UUID.randomUUID().toString();
    String odd = UUID.randomUUID().toString();
    ViewStore.Saved saved =
        store.save(
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
    assertThat(store.load(List.of(id, large, odd))).containsOnlyKeys(id);
  }

  /** DynamoDB would keep a question mark in its place, or refuse a name with it at every try. */
  @Test
  void a_view_with_half_of_a_surrogate_pair_is_refused_and_the_others_saved() {
    String high = UUID.randomUUID().toString();
    String low = UUID.randomUUID().toString();
    ViewStore.Saved saved =
        store.save(
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
    assertThat(store.load(List.of(id, high, low))).containsOnlyKeys(id);
  }

  @Test
  void a_view_that_could_not_be_read_back_is_refused_and_the_others_saved() {
    String illegible = UUID.randomUUID().toString();
    ViewStore.Saved saved =
        store.save(
            List.of(
                created(illegible, new Note(NoteFormat.ILLEGIBLE, "OPEN", 1)),
                created(id, view(1))));

    assertThat(saved)
        .isEqualTo(
            ViewStore.Saved.refusing(
                illegible,
                "The view cannot be stored:"
                    + " Its format cannot decode it (java.lang.IllegalArgumentException)"));
    assertThat(store.load(List.of(id, illegible))).containsOnlyKeys(id);
  }

  @Test
  void a_view_of_no_version_cannot_be_read() {
    save(id, 1, view(1));
    for (String version : List.of("0", "-1")) {
      damage(id, "version", AttributeValue.fromN(version));
      assertThatExceptionOfType(UnreadableViewException.class).isThrownBy(() -> store.find(id));
    }
  }

  private void damage(String noteId, String name, AttributeValue value) {
    client.updateItem(
        update ->
            update
                .tableName(LocalTables.VIEWS)
                .key(Map.of("id", AttributeValue.fromS(noteId)))
                .updateExpression("SET #name = :value")
                .expressionAttributeNames(Map.of("#name", name))
                .expressionAttributeValues(Map.of(":value", value)));
  }

  private static ViewPage<Note> list(
      DynamoDbViewStore<Note> from, @Nullable String after, int limit, String... lists) {
    return from.list(new ListRead(List.of(lists), ListOrder.ASCENDING, after, limit), Instant.MAX);
  }

  private List<Integer> pageThrough(List<String> lists, int limit) {
    return pageThrough(lists, ListOrder.ASCENDING, limit);
  }

  private List<Integer> pageThrough(List<String> lists, ListOrder order, int limit) {
    List<Integer> ranks = new ArrayList<>();
    String after = null;
    do {
      ViewPage<Note> page = store.list(new ListRead(lists, order, after, limit), Instant.MAX);
      assertThat(page.items()).hasSizeBetween(1, limit);
      ranks.addAll(ranks(page));
      after = page.nextSort();
    } while (after != null);
    return ranks;
  }

  private static List<Integer> ranks(ViewPage<Note> page) {
    return page.items().stream()
        .map(item -> item.view() == null ? -1 : (int) item.view().rank())
        .toList();
  }

  private List<String> saveNotes(String status, IntStream ranks) {
    List<Note> notes = ranks.mapToObj(rank -> new Note("n", status, rank)).toList();
    List<String> ids = newIds(notes.size());
    store.save(
        IntStream.range(0, notes.size())
            .mapToObj(index -> created(ids.get(index), notes.get(index)))
            .toList());
    return ids;
  }

  private void save(String noteId, long version, Note note) {
    store.save(List.of(new ViewStore.ViewChange<>(noteId, 0, new VersionedView<>(version, note))));
  }

  private static ViewStore.ViewChange<Note> created(String noteId, Note note) {
    return new ViewStore.ViewChange<>(noteId, 0, new VersionedView<>(1, note));
  }

  private static List<String> newIds(int count) {
    return IntStream.range(0, count).mapToObj(n -> UUID.randomUUID().toString()).toList();
  }

  private Map<String, AttributeValue> item() {
    return client
        .getItem(
            get ->
                get.tableName(LocalTables.VIEWS)
                    .key(Map.of("id", AttributeValue.fromS(id)))
                    .consistentRead(true))
        .item();
  }
}
