package dev.headwater.testkit.simulation;

import dev.headwater.event.StreamId;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.SortedPage;
import dev.headwater.testkit.simulation.Components.Entry;
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
 * Checks a list that a reader pages through after changing one of its aggregates: that aggregate
 * appears at the reader's version or newer, and every other one as the index has it.
 */
final class ListCheck<S, E, V> {
  private static final int PAGE = 2;

  private final World<?, S, E, ?, V> world;
  private final StreamId own;
  private final long version;
  private final List<Entry<V>> shown = new ArrayList<>();

  /** All entries that the index had for each aggregate while the pages were read. */
  private final Map<String, Set<Entry<V>>> indexed = new LinkedHashMap<>();

  /**
   * @param version the version of the reader's own aggregate after its write
   */
  ListCheck(World<?, S, E, ?, V> world, StreamId own, long version) {
    this.world = world;
    this.own = own;
    this.version = version;
  }

  /** Reads a page from the index. */
  SortedPage<Entry<V>, String> read(@Nullable String after) {
    List<Entry<V>> index = world.views.index();
    index.forEach(
        entry -> indexed.computeIfAbsent(entry.aggregateId(), id -> new HashSet<>()).add(entry));
    List<Entry<V>> behind =
        index.stream()
            .filter(entry -> entry.key() != null)
            .filter(entry -> after == null || key(entry).compareTo(after) > 0)
            .sorted(Comparator.comparing(ListCheck::key))
            .toList();
    List<Entry<V>> entries = behind.subList(0, Math.min(PAGE, behind.size()));
    return new SortedPage<>(entries, behind.size() > PAGE ? key(entries.getLast()) : null);
  }

  /**
   * Records a page that was shown.
   *
   * @param fresh the reader's own aggregate at its version or later
   * @return where the next page begins; {@code null} on the last page
   */
  @Nullable String show(
      SortedPage<Entry<V>, String> read, @Nullable String after, VersionedView<V> fresh) {
    Entry<V> seen = world.views.entry(own.id(), fresh);
    SortedPage<Entry<V>, String> page =
        world.components.overlay(
            read,
            seen,
            seen.key() != null,
            new SortedPage.Bounds<>(ListCheck::key, Comparator.naturalOrder(), after, PAGE));
    shown.addAll(page.entries());
    return page.next();
  }

  private static String key(Entry<?> entry) {
    return Objects.requireNonNull(entry.key());
  }

  List<Entry<V>> shown() {
    return shown;
  }

  /** Checks the whole list after the last page. */
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

  /**
   * If the aggregate moved while the pages were read, it may appear at its old or new position, or
   * at neither.
   */
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
          "listed with " + own + " at version " + version + ", it appears as " + entries);
    }
  }

  /**
   * Every shown entry was in the index at some time. A listed aggregate whose key never changed is
   * shown exactly once.
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
          "listed with " + own + ", the list has " + found + " while the index had " + entries);
    }
  }
}
