package dev.headwater.projection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A page of a sorted list, read from an index that may lag behind the items that it indexes.
 *
 * @param <T> entries
 * @param <K> what they are sorted by; follows from the entry alone, no two have the same
 * @param next the key after which the next page begins; {@code null} when nothing follows
 */
public record SortedPage<T, K>(List<T> entries, @Nullable K next) {
  public SortedPage {
    entries = List.copyOf(entries);
  }

  /**
   * The page with one entry as it is known to be: it is taken out wherever the index shows it, and
   * put in where it belongs, if that is on this page. What it pushes off the end of a full page
   * begins the next one. With the same entry overlaid on every page of a list, it shows exactly
   * once, or not at all where it does not belong into the list.
   *
   * @param fresh the entry; {@code null} when it is not in the list
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
   * What was asked for.
   *
   * @param after the key after which the page begins; {@code null} for the first
   * @param limit the most entries of the page
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
