package dev.headwater.audit.claims;

import dev.headwater.Claim;
import dev.headwater.audit.claims.ClaimFinding.Kind;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the claims of a stream, or one claim, and repairs what is wrong.
 *
 * <p>It folds the stream from its log, reads the claims, and then makes sure that the stream has
 * not moved: so all of it was true when the claims were read. A repair makes sure of that in its
 * own transaction. If the stream moved, it is judged again.
 */
final class ClaimJudge<S, E> {
  static final int MAX_TRIES = 6;

  private final ClaimEvidence<S, E> evidence;
  private final ClaimLedger ledger;
  private final ClaimTally tally;
  private final Host host;
  private final boolean repairing;

  ClaimJudge(ClaimEvidence<S, E> evidence, ClaimTally tally, Host host, boolean repairing) {
    this.evidence = evidence;
    this.ledger = evidence.ledger();
    this.tally = tally;
    this.host = host;
    this.repairing = repairing;
  }

  /** Judges all claims that a stream should have. */
  void judge(StreamId stream) {
    if (!settle(stream, () -> judgeAll(stream))) {
      tally.report(finding(Kind.UNSETTLED, stream, null, false));
    }
  }

  private boolean judgeAll(StreamId stream) {
    StreamClaims expected = evidence.read(stream);
    Map<String, String> owners = ledger.owners(expected.claims().keySet());
    return expected.allOwned(owners)
        || (!evidence.log().hasMoved(expected.at()) && judgeEach(expected, owners));
  }

  /** Reports all that is wrong; false if something moved. */
  private boolean judgeEach(StreamClaims expected, Map<String, String> owners) {
    List<ClaimFinding> wrong = new ArrayList<>();
    for (Map.Entry<String, Claim> entry : expected.claims().entrySet()) {
      if (!expected.owns(entry.getKey(), owners)) {
        ClaimFinding finding = judge(expected, entry.getValue(), owners.get(entry.getKey()));
        if (finding == null) {
          return false;
        }
        if (finding.repaired()) {
          tally.report(finding); // another try would not find it again
        } else {
          wrong.add(finding);
        }
      }
    }
    wrong.forEach(tally::report);
    return true;
  }

  /** Judges one claim that the stream lacks; {@code null} if something moved. */
  private @Nullable ClaimFinding judge(StreamClaims expected, Claim claim, @Nullable String owner) {
    if (owner == null) {
      boolean moved = repairing && !ledger.take(claim, expected.at());
      return moved ? null : finding(Kind.MISSING, expected.stream(), claim.name(), repairing);
    }
    HeldClaim rival = HeldClaim.of(ledger.key(claim), claim.name(), owner);
    if (rival != null) { // the pass over the stored claims reports any other item
      Kind kind = kindBeside(rival);
      if (kind != Kind.ORPHAN) {
        return finding(kind, expected.stream(), claim.name(), false);
      }
      if (repairing && judge(rival)) {
        return null;
      }
    }
    return finding(Kind.MISSING, expected.stream(), claim.name(), false);
  }

  /**
   * The kind of finding if another stream has the claim: ORPHAN if it should not have it. An
   * unreadable rival is reported when its own claim is judged.
   */
  private Kind kindBeside(HeldClaim rival) {
    try {
      return evidence.read(rival.owner()).claims().containsKey(rival.key())
          ? Kind.DUPLICATE
          : Kind.ORPHAN;
    } catch (UnreadableEventException reportedElsewhere) {
      return Kind.MISSING;
    }
  }

  /**
   * Judges whether the owner of a claim should have it. Returns false if the owner never stood
   * still, which is reported.
   */
  boolean judge(HeldClaim claim) {
    boolean settled = settle(claim.owner(), () -> judgeOwner(claim));
    if (!settled) {
      tally.report(finding(Kind.UNSETTLED, claim.owner(), claim.name(), false));
    }
    return settled;
  }

  private boolean judgeOwner(HeldClaim claim) {
    StreamClaims expected = evidence.read(claim.owner());
    boolean wrong =
        !expected.claims().containsKey(claim.key())
            && claim.owner().toString().equals(ledger.owner(claim.key()));
    if (!wrong) {
      return true;
    }
    boolean certain =
        repairing
            ? ledger.release(claim.key(), expected.at())
            : !evidence.log().hasMoved(expected.at());
    if (certain) {
      tally.report(finding(Kind.ORPHAN, claim.owner(), claim.name(), repairing));
    }
    return certain;
  }

  /** Repeats a judgement until nothing moved meanwhile; false if something always did. */
  private boolean settle(StreamId stream, BooleanSupplier judgement) {
    for (int tries = 1; ; tries++) {
      try {
        if (judgement.getAsBoolean()) {
          return true;
        }
      } catch (UnreadableEventException e) {
        tally.reportUnreadable(stream, String.valueOf(e.getMessage()));
        return true;
      }
      if (tries == MAX_TRIES) {
        return false;
      }
      host.backOff(tries);
    }
  }

  private static ClaimFinding finding(
      Kind kind, StreamId stream, @Nullable String claim, boolean repaired) {
    return new ClaimFinding(kind, stream.toString(), claim, repaired, null);
  }
}
