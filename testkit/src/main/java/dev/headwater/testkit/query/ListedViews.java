package dev.headwater.testkit.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.IndexedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.query.SortedPage;
import dev.headwater.query.ViewReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reader under test.
 *
 * @param store what is saved here, the reader can read at once. Both know {@link ListedView#LISTS}
 */
public record ListedViews(ViewStore<ListedView> store, ViewReader<ListedView> reader) {
  /** More pages than any test needs. */
  private static final int MAX_PAGES = 100;

  /** Saves one view per rank in one list. Returns their ids. */
  List<String> put(String list, String partition, IntStream ranks) {
    List<ListedView> views = ranks.mapToObj(rank -> ListedView.in(list, partition, rank)).toList();
    List<String> ids = Stream.generate(() -> newName("id")).limit(views.size()).toList();
    save(
        IntStream.range(0, ids.size())
            .mapToObj(
                index ->
                    new ViewChange<>(ids.get(index), 0, new VersionedView<>(1, views.get(index))))
            .toList());
    return ids;
  }

  /** Saves the next version of a view; {@code null} removes it. */
  void change(String id, long version, @Nullable ListedView next) {
    save(List.of(new ViewChange<>(id, version - 1, new VersionedView<>(version, next))));
  }

  private void save(List<ViewChange<ListedView>> changes) {
    assertThat(store.save(changes)).isEqualTo(Saved.ALL);
  }

  SortedPage<IndexedView<ListedView, String>, String> page(
      String list, @Nullable String after, int limit, String... partitions) {
    return page(new ListRead(list, List.of(partitions), ListOrder.ASCENDING, after, limit));
  }

  SortedPage<IndexedView<ListedView, String>, String> page(ListRead read) {
    return reader.list(read, Instant.MAX);
  }

  /** Reads all pages; {@code after} of the request does not matter. */
  List<VersionedView<ListedView>> all(ListRead read) {
    List<VersionedView<ListedView>> views = new ArrayList<>();
    String after = null;
    for (int pages = 0; pages < MAX_PAGES; pages++) {
      var page =
          page(new ListRead(read.list(), read.partitions(), read.order(), after, read.limit()));
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(read.limit());
      page.entries().forEach(entry -> views.add(entry.view()));
      after = page.next();
      if (after == null) {
        return views;
      }
    }
    throw new AssertionError("The list does not end after " + MAX_PAGES + " pages");
  }

  /** The texts of all views in some partitions, in order. */
  List<String> texts(String list, String... partitions) {
    return texts(
        all(
            new ListRead(
                list, List.of(partitions), ListOrder.ASCENDING, null, ListRead.MAX_LIMIT)));
  }

  static List<String> texts(List<VersionedView<ListedView>> views) {
    return views.stream()
        .map(view -> view.view() == null ? "a tombstone" : view.view().text())
        .toList();
  }

  /** What {@link #texts} are of views with these ranks. */
  static List<String> textsOf(IntStream ranks) {
    return ranks.mapToObj(rank -> "view " + rank).toList();
  }

  /** A partition or an id that no other test has. */
  static String newName(String name) {
    return name + '-' + UUID.randomUUID();
  }
}
