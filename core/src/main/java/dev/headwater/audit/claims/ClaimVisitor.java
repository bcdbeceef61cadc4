package dev.headwater.audit.claims;

import dev.headwater.audit.FoldedStream;
import dev.headwater.audit.StreamVisitor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at the streams of a scan in batches, whose claims are read together. A stream that looks
 * wrong is judged again by the log.
 */
final class ClaimVisitor<S, E> implements StreamVisitor<S> {
  /** As many as one request for claims takes, where a stream has one. */
  private static final int BATCH = 100;

  private final ClaimEvidence<S, E> evidence;
  private final ClaimJudge<S, E> judge;
  private final ClaimTally tally;
  private final List<StreamClaims> streams = new ArrayList<>(BATCH);

  ClaimVisitor(ClaimEvidence<S, E> evidence, ClaimJudge<S, E> judge, ClaimTally tally) {
    this.evidence = evidence;
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
  public void end() {
    judgeStreams();
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

  @Override
  public void unreadable(String partition, String reason) {
    tally.reportUnreadable(partition, reason);
  }
}
