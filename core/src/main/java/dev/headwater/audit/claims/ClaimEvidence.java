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

  StreamClaims of(FoldedStream<S> stream) {
    Map<String, Claim> claims = new LinkedHashMap<>();
    decider.claims(stream.folded()).forEach(claim -> claims.put(ledger.key(claim), claim));
    return new StreamClaims(stream, claims);
  }
}
