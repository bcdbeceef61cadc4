package dev.headwater.testkit.simulation;

import dev.headwater.event.StreamId;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.IndexedView;
import dev.headwater.query.SortedPage;
import dev.headwater.testkit.simulation.Truth.Boundary;
import dev.headwater.testkit.simulation.Views.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a list that a reader pages through after changing one of its aggregates: that aggregate
 * appears at the reader's version or newer, and every other one where the index has it, as the
 * reader's release folds it.
 */
final class ListCheck<S, E, V> {
  private static final int PAGE = 2;

  private final World<?, S, E, ?, V> world;
  private final Release<V, E> release;
  private final StreamId own;
  private final long version;
  private final List<IndexedView<V, String>> shown = new ArrayList<>();

  /** All entries that the index had for each aggregate while the pages were read. */
  private final Map<String, Set<Entry<V>>> indexed = new LinkedHashMap<>();

  /**
   * @param version the version of the reader's own aggregate after its write
   */
  ListCheck(World<?, S, E, ?, V> world, Release<V, E> release, StreamId own, long version) {
    this.world = world;
    this.release = release;
    this.own = own;
    this.version = version;
  }

  Release<V, E> release() {
    return release;
  }

  /** Reads a page from the index. */
  SortedPage<IndexedView<V, String>, String> read(@Nullable String after) {
    List<IndexedView<V, String>> behind = new ArrayList<>();
    for (Entry<V> entry : world.views.index(release)) {
      indexed.computeIfAbsent(entry.id(), id -> new HashSet<>()).add(entry);
      String key = entry.key();
      if (key != null && (after == null || key.compareTo(after) > 0)) {
        behind.add(new IndexedView<>(entry.id(), key, entry.view()));
      }
    }
    behind.sort(Comparator.comparing(IndexedView::place));
    return SortedPage.first(PAGE, behind, IndexedView::place);
  }

  /**
   * Records a page that was shown.
   *
   * @param fresh the reader's own aggregate at its version or later
   * @return where the next page begins; {@code null} on the last page
   */
  @Nullable String show(
      SortedPage<IndexedView<V, String>, String> read,
      @Nullable String after,
      VersionedView<V> fresh) {
    String key = world.views.key(own.id(), fresh);
    SortedPage<IndexedView<V, String>, String> page =
        world.components.overlay(
            read,
            own.id(),
            key == null ? null : new IndexedView<>(own.id(), key, fresh),
            new SortedPage.Bounds<>(IndexedView::place, Comparator.naturalOrder(), after, PAGE));
    shown.addAll(page.entries());
    return page.next();
  }

  List<IndexedView<V, String>> shown() {
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

  private List<IndexedView<V, String>> shownOf(String aggregateId) {
    return shown.stream().filter(entry -> entry.id().equals(aggregateId)).toList();
  }

  /**
   * If the aggregate moved while the pages were read, it may appear at its old or new position, or
   * at neither.
   */
  private void judgeOwn(List<IndexedView<V, String>> entries) {
    List<@Nullable String> keys = new ArrayList<>();
    for (Boundary<S, E, V> boundary : world.truth.between(own, version, Long.MAX_VALUE)) {
      keys.add(world.views.key(own.id(), boundary.view(release)));
    }
    boolean moved = keys.stream().distinct().count() > 1;
    boolean wrongCount = !moved && entries.size() != (keys.getFirst() == null ? 0 : 1);
    boolean wrong =
        entries.stream().anyMatch(entry -> !world.truth.folds(own, release, entry.view(), version));
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
    List<IndexedView<V, String>> found = shownOf(id);
    boolean wrongCount = !moved && found.size() != (keys.getFirst() == null ? 0 : 1);
    boolean wrong =
        found.stream()
            .anyMatch(shownEntry -> entries.stream().noneMatch(had -> shows(shownEntry, had)));
    if (wrongCount || wrong) {
      throw new Violation(
          "a list shows every aggregate once",
          "listed with " + own + ", the list has " + found + " while the index had " + entries);
    }
  }

  /** Whether a reader shows an entry of the index like this. */
  private boolean shows(IndexedView<V, String> entry, Entry<V> had) {
    VersionedView<V> stored = had.view();
    return entry.place().equals(had.key())
        && (stored.foreign()
            ? world.truth.folds(world.streamOf(had.id()), release, entry.view(), stored.version())
            : stored.equals(entry.view()));
  }
}
