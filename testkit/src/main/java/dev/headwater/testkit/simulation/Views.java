package dev.headwater.testkit.simulation;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.InMemoryNewestViewStore;
import dev.headwater.query.InMemoryViewStore;
import dev.headwater.testkit.simulation.Components.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The views table, of either kind, behind an unreliable network, and its index, which lags. */
final class Views<V> implements ViewStore<V> {
  private static final int MAX_LAG = 3;

  private final World<?, ?, ?, ?, V> world;
  private final Network network;
  private final ViewStore<V> table;

  /** Every state of each aggregate's view. */
  private final Map<String, List<VersionedView<V>>> histories = new HashMap<>();

  Views(World<?, ?, ?, ?, V> world) {
    this.world = world;
    this.network = new Network(world, "views");
    this.table =
        world.components.views(
            world.choices.below(2) == 0
                ? new InMemoryViewStore<>()
                : new InMemoryNewestViewStore<>());
    world.story.line(
        "views are written over {}",
        table.newestWins() ? "any older one" : "the expected one only");
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
    changes.forEach(change -> judge(change.aggregateId(), change.next()));
    return saved;
  }

  /** Checks a save: the table shows whether it accepted the view. */
  private void judge(String id, VersionedView<V> next) {
    List<VersionedView<V>> history = histories.computeIfAbsent(id, key -> new ArrayList<>());
    VersionedView<V> before = history.isEmpty() ? VersionedView.absent() : history.getLast();
    if (!shows(id, next) || next.equals(before)) {
      return;
    }
    world.story.line("view: {} is at version {}: {}", id, next.version(), next.view());
    history.add(next);
    boolean isFold =
        world.truth.boundaries(world.streamOf(id)).stream()
            .anyMatch(boundary -> boundary.view().equals(next));
    if (!isFold) {
      throw new Violation("G1, G5 a view is the fold of whole commits", id + " shows " + next);
    }
    if (next.version() < before.version()) {
      throw new Violation(Run.CONVERGE, id + " goes back from " + before + " to " + next);
    }
  }

  /** Whether the table shows this view. A missing view counts as a removed one. */
  boolean shows(String aggregateId, VersionedView<V> view) {
    VersionedView<V> now = now(aggregateId);
    return now.equals(view) || (view.view() == null && now.equals(VersionedView.absent()));
  }

  /** The current view. */
  VersionedView<V> now(String aggregateId) {
    return table.load(Set.of(aggregateId)).getOrDefault(aggregateId, VersionedView.absent());
  }

  /** The view that an eventually consistent read returns. */
  VersionedView<V> lagging(String aggregateId) {
    List<VersionedView<V>> history = histories.getOrDefault(aggregateId, List.of());
    int lag = world.happens(Fault.INDEX_LAG) ? 1 + world.choices.below(MAX_LAG) : 0;
    int place = history.size() - 1 - lag;
    return place < 0 ? VersionedView.absent() : history.get(place);
  }

  /** Every aggregate as the index shows it. */
  List<Entry<V>> index() {
    List<Entry<V>> entries = new ArrayList<>();
    for (String id : world.domain.aggregateIds()) {
      entries.add(entry(id, lagging(id)));
    }
    return entries;
  }

  Entry<V> entry(String aggregateId, VersionedView<V> view) {
    return new Entry<>(
        aggregateId,
        view.view() == null ? null : world.domain.listKey(aggregateId, view.view()),
        view);
  }
}
