package dev.headwater.dynamodb;

import java.util.function.Consumer;

/** Counts what an audit sees, and tells its findings one at a time. */
final class ClaimTally {
    private final Consumer<ClaimFinding> findings;
    private long streams;
    private long claims;
    private long held;
    private long wrong;
    private long mended;

    ClaimTally(Consumer<ClaimFinding> findings) {
        this.findings = findings;
    }

    synchronized void tell(ClaimFinding finding) {
        wrong++;
        if (finding.mended()) {
            mended++;
        }
        findings.accept(finding);
    }

    synchronized void countStream() {
        streams++;
    }

    synchronized void countClaim() {
        claims++;
    }

    synchronized void countHeld() {
        held++;
    }

    synchronized ClaimAudit.Summary summary() {
        return new ClaimAudit.Summary(streams, claims, held, wrong, mended);
    }
}
