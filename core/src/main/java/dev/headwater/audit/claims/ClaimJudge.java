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
 * Says what is wrong with a stream's claims, or with one claim, and repairs it.
 *
 * <p>A judgement folds the stream from its log, then reads the claims, then makes sure that the
 * stream has not moved: so all of it was true when the claims were read. A repairing makes sure of
 * the same in its own transaction. Whatever moved meanwhile is judged again.
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
    settle(
        stream,
        null,
        () -> {
          StreamClaims named = evidence.read(stream);
          Map<String, String> owners = ledger.owners(named.claims().keySet());
          return named.allOwned(owners)
              || (!evidence.log().hasMoved(named.at()) && judgeEach(named, owners));
        });
  }

  /** Whether all that is wrong was told; false when something moved. */
  private boolean judgeEach(StreamClaims named, Map<String, String> owners) {
    List<ClaimFinding> wrong = new ArrayList<>();
    for (Map.Entry<String, Claim> entry : named.claims().entrySet()) {
      if (!named.owns(entry.getKey(), owners)) {
        ClaimFinding finding = judge(named, entry.getValue(), owners.get(entry.getKey()));
        if (finding == null) {
          return false;
        }
        if (finding.repaired()) {
          tally.tell(finding); // another try would not see it any more
        } else {
          wrong.add(finding);
        }
      }
    }
    wrong.forEach(tally::tell);
    return true;
  }

  /** One claim that the stream should have and has not; {@code null} when something moved. */
  private @Nullable ClaimFinding judge(StreamClaims named, Claim claim, @Nullable String owner) {
    if (owner != null) {
      HeldClaim rival = HeldClaim.of(ledger.key(claim), claim.name(), owner);
      if (rival == null) { // the scan tells of the item
        return finding(Kind.MISSING, named.stream(), claim.name(), false);
      }
      Kind kind = kindBeside(rival);
      if (kind != Kind.ORPHAN) {
        return finding(kind, named.stream(), claim.name(), false);
      }
      if (repairing) {
        judge(rival);
        return null;
      }
    } else if (repairing && !ledger.take(claim, named.at())) {
      return null;
    }
    return finding(Kind.MISSING, named.stream(), claim.name(), repairing);
  }

  /**
   * What it is that a stream lacks a claim which another one has: ORPHAN if the other one should
   * not have it. If the other one cannot be read, the scan tells so when it comes to its claim.
   */
  private Kind kindBeside(HeldClaim rival) {
    try {
      return evidence.read(rival.owner()).claims().containsKey(rival.key())
          ? Kind.DUPLICATE
          : Kind.ORPHAN;
    } catch (UnreadableEventException toldByTheScan) {
      return Kind.MISSING;
    }
  }

  /** Judges whether the owner of a claim should have it. */
  void judge(HeldClaim claim) {
    settle(
        claim.owner(),
        claim.name(),
        () -> {
          StreamClaims named = evidence.read(claim.owner());
          boolean wrong =
              !named.claims().containsKey(claim.key())
                  && claim.owner().toString().equals(ledger.owner(claim.key()));
          if (!wrong) {
            return true;
          }
          boolean certain =
              repairing
                  ? ledger.release(claim.key(), named.at())
                  : !evidence.log().hasMoved(named.at());
          if (certain) {
            tally.tell(finding(Kind.ORPHAN, claim.owner(), claim.name(), repairing));
          }
          return certain;
        });
  }

  private void settle(StreamId stream, @Nullable String claim, BooleanSupplier judgement) {
    for (int tries = 1; tries <= MAX_TRIES; tries++) {
      try {
        if (judgement.getAsBoolean()) {
          return;
        }
      } catch (UnreadableEventException e) {
        tally.reportUnreadable(stream.toString(), String.valueOf(e.getMessage()));
        return;
      }
      host.backOff(tries);
    }
    tally.tell(finding(Kind.UNSETTLED, stream, claim, false));
  }

  private static ClaimFinding finding(
      Kind kind, StreamId stream, @Nullable String claim, boolean repaired) {
    return new ClaimFinding(kind, stream.toString(), claim, repaired);
  }
}
