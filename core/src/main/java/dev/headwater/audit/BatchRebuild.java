package dev.headwater.audit;

import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.audit.ViewRebuild.Target;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Refolds a batch of views in one store. A view that moves meanwhile is left to a projector, which
 * reads the stream to its head.
 */
record BatchRebuild<V, E>(
    ViewEvidence<V, E> evidence, Target.Stored<V> target, RebuildTally tally) {
  /**
   * @param folded the views as their streams lead to them, by id
   */
  void run(Map<String, FoldedView<V>> folded) {
    Plan<V> plan = Plan.of(load(folded.keySet()), folded, target.name(), tally);
    Set<String> moved = plan.moved();
    if (!plan.changes().isEmpty()) {
      moved.addAll(save(plan.changes()));
    }
    if (!moved.isEmpty()) {
      moved.removeAll(project(moved));
      confirm(moved, folded);
    }
  }

  private Map<String, VersionedView<V>> load(Collection<String> ids) {
    return evidence.call(() -> target.views().load(ids));
  }

  /** Returns the ids of the views that another writer changed meanwhile. */
  private Set<String> save(List<ViewChange<V>> changes) {
    Saved saved = evidence.call(() -> target.views().save(changes));
    saved.refused().forEach((id, reason) -> fail(Kind.UNSTORABLE, id, reason));
    Set<String> others = new HashSet<>(saved.lost());
    others.addAll(saved.superseded());
    tally.written(
        changes.stream()
            .filter(change -> !others.contains(change.aggregateId()))
            .filter(change -> !saved.refused().containsKey(change.aggregateId()))
            .toList());
    return others;
  }

  /** Folds these to the heads of their streams. Returns the ids of those that cannot be folded. */
  private Set<String> project(Set<String> ids) {
    List<Delivery> repairs = new ArrayList<>(ids.size());
    ids.forEach(id -> repairs.add(repair(id)));
    ProjectedBatch done = evidence.projector(target.views()).project(repairs, Instant.MAX);
    for (ConfigurationFault fault : done.faults()) {
      throw new UnavailableException(
          "The views of " + target.name() + " cannot be rebuilt", true, fault, null);
    }
    done.parked().forEach((id, failure) -> fail(Kind.UNREADABLE, id, failure.reason()));
    tally.projected(done.moved());
    return done.parked().keySet();
  }

  private Delivery repair(String id) {
    return new Delivery.Repair(
        id, Objects.requireNonNull(evidence.stream(id), "A scanned stream has an id"));
  }

  /** A foreign view with a later version than its stream is left: it is ahead, or moves on. */
  private void confirm(Set<String> moved, Map<String, FoldedView<V>> folded) {
    Map<String, VersionedView<V>> stored = load(moved);
    for (String id : moved) {
      VersionedView<V> now = stored.getOrDefault(id, VersionedView.absent());
      FoldedView<V> fold = Objects.requireNonNull(folded.get(id));
      boolean isAhead = now.foreign() && now.version() > fold.head().version();
      if (!isAhead && !Plan.isForward(now, fold)) {
        fail(Kind.UNSETTLED, id, "the view kept changing; run rebuild again");
      }
    }
  }

  private void fail(Kind kind, String id, String reason) {
    tally.failed(kind, target.name(), id, reason);
  }

  /**
   * What a rebuild has to do with a batch of views.
   *
   * @param changes to save
   * @param moved the ids of foreign views that are ahead of what was folded, which a projector may
   *     have to bring forward
   */
  record Plan<V>(List<ViewChange<V>> changes, Set<String> moved) {
    /**
     * @param folded the views as their streams lead to them, by id
     * @param name of the store, to report views that only a verification can repair
     */
    static <V> Plan<V> of(
        Map<String, VersionedView<V>> stored,
        Map<String, FoldedView<V>> folded,
        String name,
        RebuildTally tally) {
      Plan<V> plan = new Plan<>(new ArrayList<>(), new HashSet<>());
      folded.forEach(
          (id, fold) -> {
            VersionedView<V> view = stored.getOrDefault(id, VersionedView.absent());
            if (view.foreign() && view.version() == 0) {
              tally.failed(
                  Kind.UNREADABLE,
                  name,
                  id,
                  "the stored view's version cannot be read; run verify --repair");
            } else {
              plan.add(id, view, fold);
            }
          });
      return plan;
    }

    private void add(String id, VersionedView<V> stored, FoldedView<V> folded) {
      VersionedView<V> head = folded.head();
      if (stored.foreign() && stored.version() > head.version()) {
        moved.add(id);
      } else if (!isForward(stored, folded)) {
        changes.add(new ViewChange<>(id, stored.version(), head, stored.foreign()));
      }
    }

    static boolean isForward(VersionedView<?> stored, FoldedView<?> folded) {
      return stored.version() == 0
          ? folded.mayBeAbsent()
          : !stored.foreign() && stored.version() >= folded.head().version();
    }
  }
}
