package dev.headwater.audit.claims;

import dev.headwater.Claim;
import dev.headwater.audit.FoldedStream;
import dev.headwater.event.StreamId;
import java.util.Map;

/**
 * The claims that a stream's events lead to.
 *
 * @param at the stream that was folded
 * @param claims by their keys in the ledger
 */
record StreamClaims(FoldedStream<?> at, Map<String, Claim> claims) {
  StreamId stream() {
    return at.stream();
  }

  boolean allOwned(Map<String, String> owners) {
    return claims.keySet().stream().allMatch(key -> owns(key, owners));
  }

  boolean owns(String key, Map<String, String> owners) {
    return stream().toString().equals(owners.get(key));
  }
}
