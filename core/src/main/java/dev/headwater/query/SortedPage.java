package dev.headwater.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A page of a sorted list, read from an index that may lag behind its items.
 *
 * @param <T> entries
 * @param <K> sort keys; derived from the entry alone, and unique
 * @param next the key after which the next page begins; {@code null} on the last page
 */
public record SortedPage<T, K>(List<T> entries, @Nullable K next) {
  public SortedPage {
    entries = List.copyOf(entries);
  }

  /**
   * The first page of these entries.
   *
   * @param limit the most entries on the page
   * @param sorted all entries that are left, or at least one more than fits on the page
   */
  public static <T, K> SortedPage<T, K> first(int limit, List<T> sorted, Function<T, K> key) {
    List<T> page = sorted.subList(0, Math.min(limit, sorted.size()));
    return new SortedPage<>(page, page.size() < sorted.size() ? key.apply(page.getLast()) : null);
  }

  /** A page at the same place, with these entries. */
  public <U> SortedPage<U, K> with(List<U> others) {
    return new SortedPage<>(others, next);
  }

  /**
   * Corrects one entry: removes it wherever the index shows it and inserts its fresh value where it
   * belongs, if that is on this page. What it pushes off the end of a full page starts the next
   * one. An entry overlaid on every page of a list shows exactly once, or not at all if it is not
   * in the list.
   *
   * @param fresh the entry's fresh value; {@code null} if it is not in the list
   */
  public SortedPage<T, K> overlay(Predicate<T> isTheEntry, @Nullable T fresh, Bounds<T, K> bounds) {
    List<T> overlaid = new ArrayList<>(entries);
    overlaid.removeIf(isTheEntry);
    if (fresh != null && bounds.include(fresh, next)) {
      overlaid.add(fresh);
      overlaid.sort(Comparator.comparing(bounds.key, bounds.order));
    }
    if (overlaid.size() <= bounds.limit) {
      return new SortedPage<>(overlaid, next);
    }
    List<T> cut = overlaid.subList(0, bounds.limit);
    return new SortedPage<>(cut, bounds.key.apply(cut.getLast()));
  }

  /**
   * The bounds of the requested page.
   *
   * @param after the key after which the page begins; {@code null} for the first
   * @param limit the most entries on the page
   */
  public record Bounds<T, K>(
      Function<T, K> key, Comparator<K> order, @Nullable K after, int limit) {
    private boolean include(T entry, @Nullable K next) {
      K place = key.apply(entry);
      return (after == null || order.compare(place, after) > 0)
          && (next == null || order.compare(place, next) <= 0);
    }
  }
}
