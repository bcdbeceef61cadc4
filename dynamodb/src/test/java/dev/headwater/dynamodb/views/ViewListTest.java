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
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.query.ViewPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Lists of views: order, pages, merging, and what they cost. */
@ExtendWith(LocalTables.class)
class ViewListTest {
  private final String id = UUID.randomUUID().toString();
  @AutoClose private final NoteViews views;

  ViewListTest(LocalDynamoDb local) {
    views = new NoteViews(local);
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
    assertThat(list(views.store, null, 10, "NOWHERE-" + id))
        .isEqualTo(new ViewPage<>(List.of(), null));
  }

  @Test
  void a_page_is_one_request_for_each_shard() {
    String status = "COST-" + id;
    saveNotes(status, IntStream.range(0, 60));
    views.requests.take();

    assertThat(list(views.store, null, 10, status).items()).hasSize(10);
    assertThat(views.requests.take().getOrDefault("Query", 0)).isBetween(4, 5);
  }

  @Test
  void pages_are_stable_while_views_come_and_go() {
    String status = "STABLE-" + id;
    List<String> ids = saveNotes(status, IntStream.range(10, 30));
    ViewPage<Note> first = list(views.store, null, 10, status);
    saveNotes(status, IntStream.of(5, 7));
    views.store.save(
        List.of(
            new ViewStore.ViewChange<>(
                ids.get(3), 1, new VersionedView<>(2, new Note("moved", "ELSEWHERE-" + id, 13)))));
    views.store.save(
        List.of(new ViewStore.ViewChange<>(ids.get(9), 1, new VersionedView<>(2, null))));

    assertThat(first.nextSort()).isEqualTo("000019");
    assertThat(ranks(list(views.store, first.nextSort(), 10, status)))
        .containsExactlyElementsOf(IntStream.range(20, 30).boxed().toList());
  }

  @Test
  void of_a_view_that_shows_in_two_lists_the_newer_version_counts() {
    String from = "FROM-" + id;
    String to = "TO-" + id;
    views.save(UUID.randomUUID().toString(), 1, new Note("old", from, 1));
    views.save(UUID.randomUUID().toString(), 2, new Note("new", to, 1));

    assertThat(list(views.store, null, 10, from, to).items())
        .containsExactly(new VersionedView<>(2, new Note("new", to, 1)));
  }

  @Test
  void a_view_that_cannot_be_read_is_left_out_of_the_list() {
    String status = "DAMAGED-" + id;
    List<String> ids = saveNotes(status, IntStream.range(0, 5));
    views.damage(ids.get(1), "text", AttributeValue.fromN("7"));
    views.damage(ids.get(3), "version", AttributeValue.fromS("none"));

    assertThat(ranks(list(views.store, null, 10, status))).containsExactly(0, 2, 4);
    ViewPage<Note> page = list(views.store, NoteFormat.sort(0), 1, status);
    assertThat(page.items()).isEmpty();
    assertThat(page.nextSort()).isEqualTo(NoteFormat.sort(1));
  }

  @Test
  void of_a_view_that_shows_in_two_lists_a_damaged_version_gives_way() {
    String from = "WORSE-" + id;
    String to = "BETTER-" + id;
    views.save(id, 5, new Note("old", from, 1));
    views.damage(id, "version", AttributeValue.fromS("none"));
    views.save(UUID.randomUUID().toString(), 2, new Note("new", to, 1));

    assertThat(ranks(list(views.store, null, 10, from, to))).containsExactly(1);
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
      ViewPage<Note> page = views.store.list(new ListRead(lists, order, after, limit), Instant.MAX);
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
    views.store.save(
        IntStream.range(0, notes.size())
            .mapToObj(index -> created(ids.get(index), notes.get(index)))
            .toList());
    return ids;
  }
}
