package dev.headwater.audit.claims;

import dev.headwater.audit.internal.ReportedOnce;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what an audit sees, and reports its findings one at a time. */
final class ClaimTally {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimTally.class);
  private final Consumer<ClaimFinding> findings;
  private final ReportedOnce unreadable = new ReportedOnce();
  private long streams;
  private long claims;
  private long wrong;
  private long repaired;
  private long unsettled;

  ClaimTally(Consumer<ClaimFinding> findings) {
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

  /**
   * Reports a stream or a claim that cannot be read, once, however many claims the stream has. The
   * reason is logged for the operator.
   *
   * @param partition the partition key of its items
   */
  synchronized void reportUnreadable(String partition, String reason) {
    if (unreadable.isNew(partition)) {
      report(new ClaimFinding(ClaimFinding.Kind.UNREADABLE, partition, null, false));
      LOG.warn("{} cannot be verified: {}", partition, reason);
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
