package dev.headwater.audit.claims;

import dev.headwater.Claim;
import dev.headwater.Decider;
import dev.headwater.audit.FoldedStream;
import dev.headwater.audit.LogFold;
import dev.headwater.event.StreamId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What claims are judged against: the events of the streams, and the stored claims. */
record ClaimEvidence<S, E>(Decider<?, S, E, ?> decider, LogFold<S, E> log, ClaimLedger ledger) {
  /** The claims that the stream's events lead to now. */
  StreamClaims read(StreamId stream) {
    return of(log.fold(stream));
  }

  /**
   * Whether the decider makes claims of this name. Others in the same ledger are another decider's,
   * which alone can say whether they are right.
   */
  boolean covers(HeldClaim claim) {
    return decider.claimNames().contains(claim.name());
  }

  /**
   * The claims that the events of a folded stream lead to.
   *
   * @throws IllegalStateException if the decider has not declared one of them
   */
  StreamClaims of(FoldedStream<S> stream) {
    Map<String, Claim> claims = new LinkedHashMap<>();
    for (Claim claim : decider.claims(stream.folded())) {
      claim.requireDeclared(decider.claimNames());
      claims.put(ledger.key(claim), claim);
    }
    return new StreamClaims(stream, claims);
  }
}
