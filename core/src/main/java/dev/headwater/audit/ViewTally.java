package dev.headwater.audit;

import dev.headwater.audit.ViewDifference.Kind;
import dev.headwater.audit.internal.ReportedOnce;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what an audit sees, and reports each difference once, one at a time. */
final class ViewTally {
  private static final Logger LOG = LoggerFactory.getLogger(ViewTally.class);
  private final String category;
  private final Consumer<ViewDifference> differences;
  private final ReportedOnce reported = new ReportedOnce();
  private long streams;
  private long views;
  private long wrong;
  private long repaired;

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
        false);
  }

  /** Reports a stream whose events the projection cannot fold. */
  void reportUnreadable(String stream) {
    report(unreadable(stream));
  }

  /** Reports a stream that cannot be read. The reason is logged for the operator. */
  void reportUnreadable(String stream, String reason) {
    if (report(unreadable(stream))) {
      LOG.warn("The events of {} cannot be verified: {}", stream, reason);
    }
  }

  private static ViewDifference unreadable(String stream) {
    return new ViewDifference(Kind.UNREADABLE, ViewDifference.LOG, stream, 0, 0, Map.of(), false);
  }

  /** Reports a difference; false if it was reported before. */
  synchronized boolean report(ViewDifference difference) {
    if (!reported.isNew(difference.readModel() + ' ' + difference.stream())) {
      return false;
    }
    wrong++;
    if (difference.repaired()) {
      repaired++;
    }
    differences.accept(difference);
    return true;
  }

  synchronized void countStreams(int count) {
    streams += count;
  }

  synchronized void countViews(int count) {
    views += count;
  }

  synchronized ViewAudit.Summary summary() {
    return new ViewAudit.Summary(streams, views, wrong, repaired);
  }
}
