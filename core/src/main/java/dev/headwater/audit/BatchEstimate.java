package dev.headwater.audit;

import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.audit.ViewRebuild.Target;
import dev.headwater.audit.WriteEstimator.WriteCost;
import dev.headwater.host.RedactedException;
import dev.headwater.projection.ViewStore.ViewChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Estimates what a {@link BatchRebuild} of the same views would write, and how long that takes. */
record BatchEstimate<V, E>(
    ViewEvidence<V, E> evidence, Target.Estimated<V> target, RebuildTally tally) {
  /**
   * @param folded the views as their streams lead to them, by id
   */
  void run(Map<String, FoldedView<V>> folded) {
    Instant begun = evidence.host().clock().instant();
    WriteEstimator.Loaded<V> loaded = evidence.call(() -> target.estimator().load(folded.keySet()));
    Duration roundTrip = evidence.host().elapsedSince(begun);
    List<ViewChange<V>> storable = new ArrayList<>();
    WriteCost cost = WriteCost.NONE;
    for (ViewChange<V> change :
        BatchRebuild.Plan.of(loaded.views(), folded, target.name(), tally).changes()) {
      try {
        cost = cost.plus(loaded.cost(change));
        storable.add(change);
      } catch (IllegalArgumentException e) {
        tally.failed(
            Kind.UNSTORABLE,
            target.name(),
            change.aggregateId(),
            "the view cannot be stored: " + RedactedException.reason(e));
      }
    }
    tally.written(storable);
    tally.estimated(cost, roundTrip.multipliedBy(roundTrips(storable.size())));
  }

  /** A save is taken to last about as long as the look-up of the same views. */
  private long roundTrips(int views) {
    return Math.ceilDiv(views, target.estimator().savedAtOnce());
  }
}
