package dev.headwater.dynamodb.views;

import static dev.headwater.dynamodb.views.NoteViews.created;
import static dev.headwater.dynamodb.views.NoteViews.newIds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.Note;
import dev.headwater.dynamodb.NoteFormat;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.IndexedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.query.SortedPage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What lists cost, and what they make of damaged views and of views that are moving. */
@ExtendWith(LocalTables.class)
class ViewListTest {
  private final String id = UUID.randomUUID().toString();
  @AutoClose private final NoteViews views;

  ViewListTest(LocalDynamoDb local) {
    views = new NoteViews(local);
  }

  @Test
  void a_page_is_one_request_for_each_shard() {
    String status = "COST-" + id;
    saveNotes(status, IntStream.range(0, 60));
    views.requests.take();

    assertThat(list(views.store, null, 10, status).entries()).hasSize(10);
    assertThat(views.requests.take().getOrDefault("Query", 0)).isBetween(4, 5);
  }

  @Test
  void of_a_view_that_shows_in_two_partitions_the_newer_version_counts() {
    String from = "FROM-" + id;
    String to = "TO-" + id;
    views.save(UUID.randomUUID().toString(), 1, new Note("old", from, 1));
    views.save(UUID.randomUUID().toString(), 2, new Note("new", to, 1));

    assertThat(list(views.store, null, 10, from, to).entries())
        .extracting(IndexedView::view)
        .containsExactly(new VersionedView<>(2, new Note("new", to, 1)));
  }

  @Test
  void a_damaged_view_is_foreign_and_keeps_its_place() {
    String status = "DAMAGED-" + id;
    List<String> ids = saveNotes(status, IntStream.range(0, 5));
    views.damage(ids.get(1), "text", AttributeValue.fromN("7"));
    views.damage(ids.get(3), "version", AttributeValue.fromS("none"));

    assertThat(ranks(list(views.store, null, 10, status))).containsExactly(0, -1, 2, -1, 4);
    SortedPage<IndexedView<Note, String>, String> page =
        list(views.store, NoteFormat.sort(0), 1, status);
    assertThat(page.entries())
        .containsExactly(
            new IndexedView<>(ids.get(1), NoteFormat.sort(1), VersionedView.foreign(1)));
    assertThat(page.next()).isEqualTo(NoteFormat.sort(1));
  }

  @Test
  void of_a_view_that_shows_in_two_partitions_a_damaged_version_gives_way() {
    String from = "WORSE-" + id;
    String to = "BETTER-" + id;
    views.save(id, 5, new Note("old", from, 1));
    views.damage(id, "version", AttributeValue.fromS("none"));
    views.save(UUID.randomUUID().toString(), 2, new Note("new", to, 1));

    assertThat(ranks(list(views.store, null, 10, from, to))).containsExactly(1);
  }

  private static SortedPage<IndexedView<Note, String>, String> list(
      DynamoDbViewStore<Note> from, @Nullable String after, int limit, String... lists) {
    return from.list(
        new ListRead(NoteFormat.LIST, List.of(lists), ListOrder.ASCENDING, after, limit),
        Instant.MAX);
  }

  /** With -1 for a foreign view. */
  private static List<Integer> ranks(SortedPage<IndexedView<Note, String>, String> page) {
    return page.entries().stream()
        .map(entry -> entry.view().foreign() ? -1 : (int) shown(entry).rank())
        .toList();
  }

  private static Note shown(IndexedView<Note, String> entry) {
    return Objects.requireNonNull(entry.view().view());
  }

  private List<String> saveNotes(String status, IntStream ranks) {
    List<Note> notes = ranks.mapToObj(rank -> new Note("n", status, rank)).toList();
    List<String> ids = newIds(notes.size());
    views.store.save(
        IntStream.range(0, notes.size())
            .mapToObj(index -> created(ids.get(index), notes.get(index)))
            .toList());
    return ids;
  }
}
