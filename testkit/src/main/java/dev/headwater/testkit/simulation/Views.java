package dev.headwater.testkit.simulation;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The views table, of either kind, behind an unreliable network, and its index, which lags. Each
 * release sees and saves views in its own way.
 */
final class Views<E, V> {
  private static final int MAX_LAG = 3;

  private final World<?, ?, E, ?, V> world;
  private final Network network;
  private final List<ViewStore<V>> tables;

  /** Every state of each aggregate's view. */
  private final Map<String, List<Held<E, V>>> histories = new HashMap<>();

  Views(World<?, ?, E, ?, V> world) {
    this.world = world;
    this.network = new Network(world, "views");
    Function<String, ViewStore<V>> table = world.components.table(world.choices.below(2) == 0);
    this.tables =
        world.releases.stream()
            .map(release -> world.components.views(table.apply(release.view().fingerprint())))
            .toList();
    world.story.line(
        "views are written over {}",
        tables.getFirst().newestWins() ? "any older one" : "the expected one only");
  }

  /** A view, and the release that folded it. */
  private record Held<E, V>(Release<V, E> release, VersionedView<V> view) {
    VersionedView<V> seenBy(Release<V, E> reader) {
      return release.number() == reader.number() ? view : VersionedView.foreign(view.version());
    }
  }

  /** The table as a projector of this release uses it. */
  ViewStore<V> of(Release<V, E> release) {
    return new Remote(release, tables.get(release.number()));
  }

  /** Checks a save: the table shows whether it accepted the view. */
  private void judge(String id, Release<V, E> release, VersionedView<V> next) {
    Held<E, V> held = new Held<>(release, next);
    List<Held<E, V>> history = histories.computeIfAbsent(id, key -> new ArrayList<>());
    if (!now(id, release).equals(next) || (!history.isEmpty() && history.getLast().equals(held))) {
      return;
    }
    VersionedView<V> before = history.isEmpty() ? VersionedView.absent() : history.getLast().view();
    world.story.line(
        "view: {} is at version {}, folded by {}: {}", id, next.version(), release, next.view());
    history.add(held);
    if (!world.truth.folds(world.streamOf(id), release, next, 0)) {
      throw new Violation("G1, G5 a view is the fold of whole commits", id + " shows " + next);
    }
    if (next.version() < before.version()) {
      throw new Violation(Run.CONVERGE, id + " goes back from " + before + " to " + next);
    }
  }

  /**
   * Whether the table shows this view as this release folds it. A missing view counts as a removed
   * one.
   */
  boolean shows(String aggregateId, Release<V, E> release, VersionedView<V> view) {
    VersionedView<V> now = now(aggregateId, release);
    return now.equals(view) || (view.view() == null && now.equals(VersionedView.absent()));
  }

  /** The current view, as this release sees it. */
  VersionedView<V> now(String aggregateId, Release<V, E> release) {
    return tables
        .get(release.number())
        .load(Set.of(aggregateId))
        .getOrDefault(aggregateId, VersionedView.absent());
  }

  /** The view that an eventually consistent read returns. */
  VersionedView<V> lagging(String aggregateId, Release<V, E> release) {
    Held<E, V> held = lagging(aggregateId);
    return held == null ? VersionedView.absent() : held.seenBy(release);
  }

  private @Nullable Held<E, V> lagging(String aggregateId) {
    List<Held<E, V>> history = histories.getOrDefault(aggregateId, List.of());
    int lag = world.happens(Fault.INDEX_LAG) ? 1 + world.choices.below(MAX_LAG) : 0;
    int place = history.size() - 1 - lag;
    return place < 0 ? null : history.get(place);
  }

  /** Every aggregate as the index shows it to this release; those that are in no list, too. */
  List<Entry<V>> index(Release<V, E> release) {
    List<Entry<V>> entries = new ArrayList<>();
    for (String id : world.domain.aggregateIds()) {
      Held<E, V> held = lagging(id);
      entries.add(
          held == null
              ? new Entry<>(id, null, VersionedView.absent())
              : new Entry<>(id, key(id, held.view()), held.seenBy(release)));
    }
    return entries;
  }

  /** The key of a view in the list; {@code null} if it is not in it. */
  @Nullable String key(String aggregateId, VersionedView<V> view) {
    V shown = view.view();
    return shown == null ? null : world.domain.listKey(aggregateId, shown);
  }

  /** An aggregate in the index; without a key if it is in no list. */
  record Entry<V>(String id, @Nullable String key, VersionedView<V> view) {}

  /** The table behind the network. */
  private final class Remote implements ViewStore<V> {
    private final Release<V, E> release;
    private final ViewStore<V> table;

    Remote(Release<V, E> release, ViewStore<V> table) {
      this.release = release;
      this.table = table;
    }

    @Override
    public boolean newestWins() {
      return table.newestWins();
    }

    @Override
    public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
      world.pause();
      network.suffer(
          network.strike("load", Fault.THROTTLE, Fault.LOST_REQUEST, Fault.CRASH, Fault.TIMEOUT),
          false);
      Map<String, VersionedView<V>> found = table.load(aggregateIds);
      world.pause();
      return found;
    }

    /** Views are written in parallel, so any of them may be lost or late. */
    @Override
    public Saved save(List<ViewChange<V>> changes) {
      world.pause();
      Fault fault =
          network.strike(
              "save",
              Fault.THROTTLE,
              Fault.LOST_REQUEST,
              Fault.LATE_WRITE,
              Fault.LOST_REPLY,
              Fault.CRASH,
              Fault.TIMEOUT);
      if (fault == Fault.THROTTLE) {
        network.suffer(fault, false);
      }
      List<ViewChange<V>> arriving =
          fault == Fault.LOST_REQUEST || fault == Fault.LATE_WRITE || fault == Fault.CRASH
              ? some(changes)
              : changes;
      if (fault == Fault.LATE_WRITE) {
        List<ViewChange<V>> late = new ArrayList<>(changes);
        late.removeAll(arriving);
        world.scheduler.spawn(
            "late save",
            () -> {
              world.sleep(world.lateness());
              store(late);
            });
      }
      Saved saved = store(arriving);
      world.pause();
      network.suffer(fault, true);
      return saved;
    }

    private List<ViewChange<V>> some(List<ViewChange<V>> changes) {
      return changes.stream().filter(change -> world.choices.below(2) == 0).toList();
    }

    private Saved store(List<ViewChange<V>> changes) {
      Saved saved = table.save(changes);
      changes.forEach(change -> judge(change.aggregateId(), release, change.next()));
      return saved;
    }
  }
}
