package dev.headwater.audit.claims;

import dev.headwater.audit.internal.ReportedOnce;
import dev.headwater.event.StreamId;
import java.util.function.Consumer;

/** Counts what an audit sees, and reports its findings one at a time. */
final class ClaimTally {
  private final String category;
  private final Consumer<ClaimFinding> findings;
  private final ReportedOnce unreadable = new ReportedOnce();
  private long streams;
  private long claims;
  private long wrong;
  private long repaired;
  private long unsettled;
  private boolean scanning;

  ClaimTally(String category, Consumer<ClaimFinding> findings) {
    this.category = category;
    this.findings = findings;
  }

  synchronized void report(ClaimFinding finding) {
    wrong++;
    if (finding.repaired()) {
      repaired++;
    }
    if (finding.kind() == ClaimFinding.Kind.UNSETTLED) {
      unsettled++;
    }
    findings.accept(finding);
  }

  /** From now on, all streams of the category are looked at. */
  synchronized void beginScan() {
    scanning = true;
  }

  /** Reports a stream that cannot be read, unless the scan will. */
  synchronized void reportUnreadable(StreamId stream, String reason) {
    if (scanning || !stream.category().equals(category)) {
      reportUnreadable(stream.toString(), reason);
    }
  }

  /**
   * Reports a stream or a claim that cannot be read, once, however many claims the stream has.
   *
   * @param partition the partition key of its items
   */
  synchronized void reportUnreadable(String partition, String reason) {
    if (unreadable.isNew(partition)) {
      report(new ClaimFinding(ClaimFinding.Kind.UNREADABLE, partition, null, false, reason));
    }
  }

  synchronized void countStream() {
    streams++;
  }

  synchronized void countClaim() {
    claims++;
  }

  synchronized long unsettled() {
    return unsettled;
  }

  synchronized ClaimAudit.Summary summary() {
    return new ClaimAudit.Summary(streams, claims, wrong, repaired);
  }
}
