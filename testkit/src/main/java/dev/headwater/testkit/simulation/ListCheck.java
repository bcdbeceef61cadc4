package dev.headwater.testkit.simulation;

import dev.headwater.event.StreamId;
import dev.headwater.projection.SortedPage;
import dev.headwater.projection.VersionedView;
import dev.headwater.testkit.simulation.Parts.Entry;
import dev.headwater.testkit.simulation.Truth.Boundary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list that is read page by page by somebody who has changed one of its aggregates: that one
 * shows as they left it or newer, and every other one as the index has it.
 */
final class Listing<S, E, V> {
  private static final int PAGE = 2;

  private final World<?, S, E, ?, V> world;
  private final StreamId own;
  private final long version;
  private final List<Entry<V>> shown = new ArrayList<>();

  /** As what the index had each aggregate while the pages were read. */
  private final Map<String, Set<Entry<V>>> indexed = new LinkedHashMap<>();

  /**
   * @param version that the reader left it at
   */
  Listing(World<?, S, E, ?, V> world, StreamId own, long version) {
    this.world = world;
    this.own = own;
    this.version = version;
  }

  /** A page as the index has it. */
  SortedPage<Entry<V>, String> read(@Nullable String after) {
    List<Entry<V>> index = world.views.index();
    index.forEach(
        entry -> indexed.computeIfAbsent(entry.aggregateId(), id -> new HashSet<>()).add(entry));
    List<Entry<V>> behind =
        index.stream()
            .filter(entry -> entry.key() != null)
            .filter(entry -> after == null || key(entry).compareTo(after) > 0)
            .sorted(Comparator.comparing(Listing::key))
            .toList();
    List<Entry<V>> entries = behind.subList(0, Math.min(PAGE, behind.size()));
    return new SortedPage<>(entries, behind.size() > PAGE ? key(entries.getLast()) : null);
  }

  /**
   * Shows a page.
   *
   * @param fresh the reader's own aggregate as of the version or later
   * @return where the next page begins; {@code null} when nothing follows
   */
  @Nullable String show(
      SortedPage<Entry<V>, String> read, @Nullable String after, VersionedView<V> fresh) {
    Entry<V> seen = world.views.entry(own.id(), fresh);
    SortedPage<Entry<V>, String> page =
        world.parts.overlay(
            read,
            seen,
            seen.key() != null,
            new SortedPage.Bounds<>(Listing::key, Comparator.naturalOrder(), after, PAGE));
    shown.addAll(page.entries());
    return page.next();
  }

  private static String key(Entry<?> entry) {
    return Objects.requireNonNull(entry.key());
  }

  List<Entry<V>> shown() {
    return shown;
  }

  /** When the last page was read. */
  void judge() {
    judgeOwn(shownOf(own.id()));
    indexed.forEach(
        (id, entries) -> {
          if (!id.equals(own.id())) {
            judgeOther(id, entries);
          }
        });
  }

  private List<Entry<V>> shownOf(String aggregateId) {
    return shown.stream().filter(entry -> entry.aggregateId().equals(aggregateId)).toList();
  }

  /** What moved while the pages were read may show where it was or where it is, or at neither. */
  private void judgeOwn(List<Entry<V>> entries) {
    List<Boundary<S, E, V>> since = world.truth.between(own, version, Long.MAX_VALUE);
    List<@Nullable String> keys = new ArrayList<>();
    for (Boundary<S, E, V> boundary : since) {
      keys.add(world.views.entry(own.id(), boundary.view()).key());
    }
    boolean moved = keys.stream().distinct().count() > 1;
    boolean wrongCount = !moved && entries.size() != (keys.getFirst() == null ? 0 : 1);
    boolean wrong =
        entries.stream()
            .anyMatch(
                entry ->
                    since.stream().noneMatch(boundary -> boundary.view().equals(entry.view())));
    if (wrong || wrongCount) {
      throw new Violation(
          Reader.OWN_WRITES,
          "listed with " + own + " as of version " + version + ", it shows as " + entries);
    }
  }

  /**
   * What shows was so in the index. What the index had in one place all the time, whatever else of
   * it changed, shows once.
   */
  private void judgeOther(String id, Set<Entry<V>> entries) {
    List<@Nullable String> keys = new ArrayList<>();
    entries.forEach(entry -> keys.add(entry.key()));
    boolean moved = keys.stream().distinct().count() > 1;
    List<Entry<V>> found = shownOf(id);
    boolean wrongCount = !moved && found.size() != (keys.getFirst() == null ? 0 : 1);
    if (wrongCount || !entries.containsAll(found)) {
      throw new Violation(
          "a list shows every aggregate once",
          "listed with " + own + ", it shows " + found + " while the index had " + entries);
    }
  }
}
