package dev.headwater.testkit.query;

import static dev.headwater.testkit.query.ListedView.LIST;
import static dev.headwater.testkit.query.ListedView.OWNER;
import static dev.headwater.testkit.query.ListedViews.newName;
import static dev.headwater.testkit.query.ListedViews.textsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.IndexedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.query.SortedPage;
import dev.headwater.query.ViewReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link ViewReader}, over views in two lists: one sharded, one not. A test class
 * runs it by implementing this interface.
 *
 * <p>All ids and partitions are unique, so the store may hold other views.
 */
public interface ViewReaderContract {
  /** The reader under test and the store of its views. Called once per test. */
  ListedViews listedViews();

  /** The same views, as a projection with another fingerprint sees them. */
  ListedViews foreign(ListedViews views);

  @Test
  default void a_stored_view_is_found() {
    ListedViews views = listedViews();
    String id = views.put(LIST, newName("p"), IntStream.of(7)).getFirst();

    assertThat(views.reader().find(id).map(VersionedView::version)).contains(1L);
    assertThat(views.reader().find(id).map(VersionedView::view).map(ListedView::text))
        .contains("view 7");
    assertThat(views.reader().find(newName("id"))).isEmpty();
  }

  @Test
  default void a_removed_view_is_found_as_a_tombstone_and_in_no_list() {
    ListedViews views = listedViews();
    for (String list : List.of(LIST, OWNER)) {
      String partition = newName("p");
      String id = views.put(list, partition, IntStream.of(1, 2)).getFirst();
      views.change(id, 2, null);

      assertThat(views.reader().find(id)).contains(new VersionedView<>(2, null));
      assertThat(views.texts(list, partition)).containsExactly("view 2");
    }
  }

  @Test
  default void foreign_views_are_found_and_listed_in_their_places() {
    ListedViews views = listedViews();
    ListedViews others = foreign(views);
    for (String list : List.of(LIST, OWNER)) {
      String partition = newName("p");
      List<String> ids = views.put(list, partition, IntStream.range(0, 5));

      assertThat(others.reader().find(ids.getFirst())).contains(VersionedView.foreign(1));
      var stored = views.page(list, null, 3, partition);
      var seen = others.page(list, null, 3, partition);
      assertThat(seen.next()).isEqualTo(stored.next());
      assertThat(seen.entries())
          .isEqualTo(
              stored.entries().stream()
                  .map(
                      entry ->
                          new IndexedView<>(entry.id(), entry.place(), VersionedView.foreign(1)))
                  .toList());
      assertThat(seen.entries()).extracting(IndexedView::id).isEqualTo(ids.subList(0, 3));
    }
  }

  @Test
  default void a_list_is_read_in_order_page_by_page() {
    ListedViews views = listedViews();
    for (String list : List.of(LIST, OWNER)) {
      String partition = newName("p");
      views.put(list, partition, IntStream.range(0, 57));

      for (int limit : new int[] {1, 2, 7, 56, 57, 58, 1000}) {
        ListRead read = new ListRead(list, List.of(partition), ListOrder.ASCENDING, null, limit);
        assertThat(ListedViews.texts(views.all(read)))
            .as("pages of %d", limit)
            .isEqualTo(textsOf(IntStream.range(0, 57)));
      }
    }
  }

  @Test
  default void a_list_is_read_backwards_too() {
    ListedViews views = listedViews();
    for (String list : List.of(LIST, OWNER)) {
      String even = newName("even");
      String odd = newName("odd");
      views.put(list, even, IntStream.range(0, 15).map(n -> 2 * n));
      views.put(list, odd, IntStream.range(0, 15).map(n -> 2 * n + 1));

      for (int limit : new int[] {1, 7, 29, 30, 31}) {
        ListRead read = new ListRead(list, List.of(even, odd), ListOrder.DESCENDING, null, limit);
        assertThat(ListedViews.texts(views.all(read)))
            .as("pages of %d", limit)
            .isEqualTo(textsOf(IntStream.range(0, 30).map(n -> 29 - n)));
      }
    }
  }

  @Test
  default void partitions_are_merged_and_each_is_read_once() {
    ListedViews views = listedViews();
    String even = newName("even");
    String odd = newName("odd");
    views.put(LIST, even, IntStream.range(0, 20).map(n -> 2 * n));
    views.put(LIST, odd, IntStream.range(0, 20).map(n -> 2 * n + 1));
    views.put(LIST, newName("other"), IntStream.range(10, 13));

    assertThat(views.texts(LIST, even, odd, even)).isEqualTo(textsOf(IntStream.range(0, 40)));
    assertThat(views.texts(LIST, odd)).hasSize(20);
    assertThat(views.page(LIST, null, 10, newName("nowhere")))
        .isEqualTo(new SortedPage<>(List.of(), null));
  }

  @Test
  default void places_are_ordered_by_their_bytes() {
    ListedViews views = listedViews();
    String partition = newName("p");
    List<String> sorts = List.of("", "\n", "A", "a", "aa", "z", "\u00e9", "\uffee", "\ud83d\ude00");
    for (String sort : sorts.reversed()) {
      IndexEntry place = new IndexEntry(partition, "s" + sort);
      views.change(newName("id"), 1, new ListedView(sort, place, place));
    }

    assertThat(views.texts(LIST, partition)).isEqualTo(sorts);
    assertThat(views.texts(OWNER, partition)).isEqualTo(sorts);
  }

  @Test
  default void pages_are_stable_while_views_come_and_go() {
    ListedViews views = listedViews();
    for (String list : List.of(LIST, OWNER)) {
      String partition = newName("p");
      List<String> ids = views.put(list, partition, IntStream.range(10, 30));
      SortedPage<IndexedView<ListedView, String>, String> first =
          views.page(list, null, 10, partition);
      views.put(list, partition, IntStream.of(5, 7));
      views.change(ids.get(3), 2, ListedView.in(list, newName("elsewhere"), 13));
      views.change(ids.get(9), 2, null);

      assertThat(first.next()).isEqualTo(ListedView.sort(19));
      SortedPage<IndexedView<ListedView, String>, String> second =
          views.page(list, first.next(), 10, partition);
      assertThat(ListedViews.texts(second.entries().stream().map(IndexedView::view).toList()))
          .isEqualTo(textsOf(IntStream.range(20, 30)));
      assertThat(second.next()).isNull();
    }
  }

  @Test
  default void a_view_moves_within_each_list_by_itself() {
    ListedViews views = listedViews();
    String id = newName("id");
    String open = newName("open");
    String closed = newName("closed");
    String ada = newName("ada");
    String bob = newName("bob");
    views.change(id, 1, new ListedView("v1", place(open, 1), place(ada, 1)));
    views.change(id, 2, new ListedView("v2", place(closed, 2), place(ada, 1)));

    assertThat(views.texts(LIST, open)).isEmpty();
    assertThat(views.texts(LIST, closed)).containsExactly("v2");
    assertThat(views.texts(OWNER, ada)).containsExactly("v2");

    views.change(id, 3, new ListedView("v3", null, place(bob, 1)));
    assertThat(views.texts(LIST, open, closed)).isEmpty();
    assertThat(views.texts(OWNER, ada)).isEmpty();
    assertThat(views.texts(OWNER, bob)).containsExactly("v3");

    views.change(id, 4, new ListedView("v4", place(open, 3), null));
    assertThat(views.texts(LIST, open)).containsExactly("v4");
    assertThat(views.texts(OWNER, ada, bob)).isEmpty();
  }

  @Test
  default void partitions_of_different_lists_do_not_mix() {
    ListedViews views = listedViews();
    String partition = newName("p");
    views.put(LIST, partition, IntStream.of(1));
    views.put(OWNER, partition, IntStream.of(2));

    assertThat(views.texts(LIST, partition)).containsExactly("view 1");
    assertThat(views.texts(OWNER, partition)).containsExactly("view 2");
  }

  @Test
  default void a_view_that_a_list_cannot_hold_is_refused_and_the_others_saved() {
    ListedViews views = listedViews();
    for (String list : List.of(LIST, OWNER)) {
      for (IndexEntry place :
          List.of(
              new IndexEntry("", "a secret"),
              new IndexEntry("a secret", ""),
              new IndexEntry("x".repeat(2049), "a secret"),
              new IndexEntry("a secret", "x".repeat(1025)))) {
        String bad = newName("id");
        String good = newName("id");
        Saved saved =
            views
                .store()
                .save(
                    Stream.of(bad, good)
                        .map(
                            id ->
                                new ViewChange<>(
                                    id, 0, versioned(list, id.equals(bad) ? place : null)))
                        .toList());

        assertThat(saved.lost()).isEmpty();
        assertThat(saved.refused())
            .containsOnlyKeys(bad)
            .allSatisfy(
                (id, reason) ->
                    assertThat(reason).contains("'" + list + "'").doesNotContain("secret", "xx"));
        assertThat(views.store().load(List.of(bad, good))).containsOnlyKeys(good);
      }
    }
  }

  @Test
  default void the_longest_place_is_listed() {
    ListedViews views = listedViews();
    String partition = newName("x".repeat(1990));
    IndexEntry place = new IndexEntry(partition, "x".repeat(1024));
    views.change(newName("id"), 1, new ListedView("long", place, place));

    assertThat(views.texts(LIST, partition)).containsExactly("long");
    assertThat(views.texts(OWNER, partition)).containsExactly("long");
  }

  @Test
  default void a_list_that_does_not_exist_is_refused() {
    ListedViews views = listedViews();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> views.page("lists", null, 10, "p"))
        .withMessage("There is no list 'lists'; there are [list, owner]");
  }

  private static VersionedView<ListedView> versioned(String list, @Nullable IndexEntry place) {
    return new VersionedView<>(
        1,
        list.equals(LIST)
            ? new ListedView("view", place, null)
            : new ListedView("view", null, place));
  }

  private static IndexEntry place(String partition, int rank) {
    return new IndexEntry(partition, ListedView.sort(rank));
  }
}
