package dev.headwater.audit.claims;

import dev.headwater.audit.FoldedStream;
import dev.headwater.audit.StreamVisitor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the streams of a scan in batches, whose claims are read together. A suspect stream is
 * judged again from its log.
 */
final class ClaimVisitor<S, E> implements StreamVisitor<S> {
  /** As many claims as one request can read, if each stream has one. */
  private static final int BATCH = 100;

  private final String category;
  private final ClaimEvidence<S, E> evidence;
  private final ClaimJudge<S, E> judge;
  private final ClaimTally tally;
  private final List<StreamClaims> streams = new ArrayList<>(BATCH);

  ClaimVisitor(
      String category, ClaimEvidence<S, E> evidence, ClaimJudge<S, E> judge, ClaimTally tally) {
    this.category = category;
    this.evidence = evidence;
    this.judge = judge;
    this.tally = tally;
  }

  @Override
  public void stream(FoldedStream<S> stream) {
    if (!stream.stream().category().equals(category)) {
      return;
    }
    tally.countStream();
    StreamClaims expected = evidence.of(stream);
    if (!expected.claims().isEmpty()) {
      streams.add(expected);
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
    streams.forEach(expected -> keys.addAll(expected.claims().keySet()));
    Map<String, String> owners = evidence.ledger().owners(keys);
    for (StreamClaims expected : streams) {
      if (!expected.allOwned(owners)) {
        judge.judge(expected.stream());
      }
    }
    streams.clear();
  }

  @Override
  public void unreadable(String partition, String reason) {
    boolean ofOthers = partition.indexOf('#') >= 0 && !partition.startsWith(category + '#');
    if (!ofOthers) {
      tally.reportUnreadable(partition, reason);
    }
  }
}
