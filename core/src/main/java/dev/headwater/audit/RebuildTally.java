package dev.headwater.audit;

import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.audit.WriteEstimator.WriteCost;
import dev.headwater.projection.ViewStore.ViewChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what a rebuild does, and reports each failure, one at a time. */
final class RebuildTally {
  private final String category;
  private final Consumer<ViewDifference> failures;
  private ViewRebuild.Summary summary = ViewRebuild.Summary.NONE;
  private WriteCost cost = WriteCost.NONE;
  private Duration writing = Duration.ZERO;

  RebuildTally(String category, Consumer<ViewDifference> failures) {
    this.category = category;
    this.failures = failures;
  }

  synchronized void read(int streams) {
    summary = summary.plus(new ViewRebuild.Summary(streams, 0, 0, 0));
  }

  synchronized void written(List<? extends ViewChange<?>> changes) {
    long foreign = changes.stream().filter(ViewChange::overForeign).count();
    summary = summary.plus(new ViewRebuild.Summary(0, changes.size(), foreign, 0));
  }

  /** Counts views that a projector wrote. */
  synchronized void projected(int views) {
    summary = summary.plus(new ViewRebuild.Summary(0, views, 0, 0));
  }

  /**
   * Counts what writing a batch of views would use.
   *
   * @param time of the calls, if nothing limits their rate
   */
  synchronized void estimated(WriteCost batch, Duration time) {
    cost = cost.plus(batch);
    writing = writing.plus(time);
  }

  /** Reports a stream that cannot be read or folded. */
  void unreadable(String stream, String reason) {
    report(Kind.UNREADABLE, ViewDifference.LOG, stream, reason);
  }

  /** Reports a view that cannot be brought forward. */
  void failed(Kind kind, String readModel, String id, String reason) {
    report(kind, readModel, category + '#' + id, reason);
  }

  private synchronized void report(Kind kind, String readModel, String stream, String reason) {
    summary = summary.plus(new ViewRebuild.Summary(0, 0, 0, 1));
    failures.accept(new ViewDifference(kind, readModel, stream, 0, 0, Map.of(), false, reason));
  }

  synchronized ViewRebuild.Summary summary() {
    return summary;
  }

  /**
   * What writing would take.
   *
   * @param atOnce how many batches are written at once
   * @param unitsPerSecond that writing may use; 0 for no limit
   */
  synchronized ViewRebuild.Estimate estimate(int atOnce, int unitsPerSecond) {
    return new ViewRebuild.Estimate(cost, time(atOnce, unitsPerSecond));
  }

  /** Parallel calls share the limit of their table, so they take no less time. */
  private Duration time(int atOnce, int unitsPerSecond) {
    return unitsPerSecond == 0
        ? writing.dividedBy(atOnce)
        : Duration.ofNanos((long) (1e9 * cost.units() / unitsPerSecond));
  }
}
