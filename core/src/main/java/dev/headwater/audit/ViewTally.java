package dev.headwater.audit;

import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.audit.internal.ReportedOnce;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Counts what an audit sees, and reports each difference once, one at a time. */
final class ViewTally {
  private final String category;
  private final Consumer<ViewDifference> differences;
  private final ReportedOnce reported = new ReportedOnce();
  private long streams;
  private long views;
  private long foreign;
  private long wrong;
  private long repaired;
  private boolean scanned;

  ViewTally(String category, Consumer<ViewDifference> differences) {
    this.category = category;
    this.differences = differences;
  }

  /** The difference to report for a view. */
  ViewDifference difference(String readModel, String id, ViewCheck<?> check) {
    return new ViewDifference(
        Objects.requireNonNull(check.kind()),
        check.head() == null ? ViewDifference.LOG : readModel,
        category + '#' + id,
        check.storedVersion(),
        check.logVersion(),
        check.fields(),
        false,
        null);
  }

  /** Reports a stream that cannot be read, or whose events the projection cannot fold. */
  void reportUnreadable(String stream, String reason) {
    report(
        new ViewDifference(
            Kind.UNREADABLE, ViewDifference.LOG, stream, 0, 0, Map.of(), false, reason));
  }

  /** From now on, streams that cannot be read were reported by the scan, which saw all of them. */
  synchronized void endScan() {
    scanned = true;
  }

  /** Reports a difference, unless it was reported before. */
  synchronized void report(ViewDifference difference) {
    boolean ofLog = difference.readModel().equals(ViewDifference.LOG);
    if ((scanned && ofLog) || !reported.isNew(difference.readModel() + ' ' + difference.stream())) {
      return;
    }
    wrong++;
    if (difference.repaired()) {
      repaired++;
    }
    differences.accept(difference);
  }

  synchronized void countStreams(int count) {
    streams += count;
  }

  synchronized void countViews(int count) {
    views += count;
  }

  synchronized void countForeign(int count) {
    foreign += count;
  }

  synchronized ViewAudit.Summary summary() {
    return new ViewAudit.Summary(streams, views, foreign, wrong, repaired);
  }
}
