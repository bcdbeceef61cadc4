package dev.headwater.testkit.query;

import dev.headwater.query.IndexEntry;
import dev.headwater.query.ViewList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A view that says where it is listed.
 *
 * @param list its place in the list {@value #LIST}; {@code null} if it is not in it
 * @param owner its place in the list {@value #OWNER}; {@code null} if it is not in it
 */
public record ListedView(String text, @Nullable IndexEntry list, @Nullable IndexEntry owner) {
  /** A sharded list. */
  public static final String LIST = "list";

  /** A list that is not sharded. */
  public static final String OWNER = "owner";

  public static final List<ViewList<ListedView>> LISTS =
      List.of(
          new ViewList<>(LIST, true, ListedView::list),
          new ViewList<>(OWNER, false, ListedView::owner));

  /** A view that is in one list alone. */
  static ListedView in(String name, String partition, int rank) {
    IndexEntry place = new IndexEntry(partition, sort(rank));
    return name.equals(LIST)
        ? new ListedView("view " + rank, place, null)
        : new ListedView("view " + rank, null, place);
  }

  static String sort(int rank) {
    return String.format(Locale.ROOT, "%06d", rank);
  }
}
