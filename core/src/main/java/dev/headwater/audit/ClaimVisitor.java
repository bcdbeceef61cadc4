package dev.headwater.audit;

import dev.headwater.host.ParallelCalls;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at what a scan hands on, in batches: at streams, whose claims are read together, and at
 * claims, each for itself but several at the same time. Whatever looks wrong is judged again by the
 * log.
 */
final class ClaimVisitor<S, E> implements StreamVisitor<S> {
  /** As many as one request for claims takes, where a stream has one. */
  private static final int BATCH = 100;

  private final ClaimEvidence<S, E> evidence;
  private final ClaimJudge<S, E> judge;
  private final ClaimTally tally;
  private final ParallelCalls parallelCalls;
  private final List<StreamClaims> streams = new ArrayList<>(BATCH);
  private final List<HeldClaim> claims = new ArrayList<>(BATCH);

  ClaimVisitor(
      ClaimEvidence<S, E> evidence,
      ClaimJudge<S, E> judge,
      ClaimTally tally,
      ParallelCalls parallelCalls) {
    this.evidence = evidence;
    this.parallelCalls = parallelCalls;
    this.judge = judge;
    this.tally = tally;
  }

  @Override
  public void stream(FoldedStream<S> stream) {
    tally.countStream();
    StreamClaims named = evidence.of(stream);
    if (!named.claims().isEmpty()) {
      streams.add(named);
    }
    if (streams.size() == BATCH) {
      judgeStreams();
    }
  }

  @Override
  public void claim(HeldClaim claim) {
    tally.countClaim();
    claims.add(claim);
    if (claims.size() == BATCH) {
      judgeClaims();
    }
  }

  @Override
  public void end() {
    judgeStreams();
    judgeClaims();
  }

  private void judgeStreams() {
    Set<String> keys = new LinkedHashSet<>();
    streams.forEach(named -> keys.addAll(named.claims().keySet()));
    Map<String, String> owners = evidence.ledger().owners(keys);
    for (StreamClaims named : streams) {
      if (named.allOwned(owners)) {
        tally.countHeld();
      } else {
        judge.judge(named.stream());
      }
    }
    streams.clear();
  }

  /** Each takes a read of its owner's log: these overlap. */
  private void judgeClaims() {
    parallelCalls.callUntilFailure(
        claims.stream()
            .<Supplier<Boolean>>map(
                claim ->
                    () -> {
                      judge.judge(claim);
                      return true;
                    })
            .toList());
    claims.clear();
  }

  @Override
  public void unreadable(String partition, String reason) {
    tally.tellUnreadable(partition, reason);
  }
}
