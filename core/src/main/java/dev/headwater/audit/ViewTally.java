package dev.headwater.audit;

import dev.headwater.audit.ViewDifference.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what an audit sees, and tells each of its differences once, one at a time. */
final class ViewTally {
  private static final Logger LOG = LoggerFactory.getLogger(ViewTally.class);
  private final String category;
  private final Consumer<ViewDifference> differences;
  private final ReportedOnce told = new ReportedOnce();
  private long streams;
  private long views;
  private long wrong;
  private long repaired;

  ViewTally(String category, Consumer<ViewDifference> differences) {
    this.category = category;
    this.differences = differences;
  }

  /** What is to be told of a view. */
  ViewDifference difference(String readModel, String id, ViewCheck<?> verdict) {
    return new ViewDifference(
        Objects.requireNonNull(verdict.kind()),
        verdict.head() == null ? ViewDifference.LOG : readModel,
        category + '#' + id,
        verdict.storedVersion(),
        verdict.logVersion(),
        verdict.fields(),
        false);
  }

  /** A stream whose events the projection cannot fold. */
  void tellUnreadable(String stream) {
    tell(unreadable(stream));
  }

  /** A stream that cannot be read. The reason is for whoever has to repair it. */
  void tellUnreadable(String stream, String reason) {
    if (tell(unreadable(stream))) {
      LOG.warn("The events of {} cannot be verified: {}", stream, reason);
    }
  }

  private static ViewDifference unreadable(String stream) {
    return new ViewDifference(Kind.UNREADABLE, ViewDifference.LOG, stream, 0, 0, Map.of(), false);
  }

  /** False when it was told before. */
  synchronized boolean tell(ViewDifference difference) {
    if (!told.isNew(difference.readModel() + ' ' + difference.stream())) {
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
