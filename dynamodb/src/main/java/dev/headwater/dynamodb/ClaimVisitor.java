package dev.headwater.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at what a scan hands on: at streams in batches, whose claims are read together, at each
 * claim for itself. Whatever looks wrong is judged again by the log.
 */
final class ClaimVisitor<S, E> implements EventsScan.Visitor<S> {
    /** As many as one request for claims takes, where a stream has one. */
    private static final int BATCH = 100;

    private final ClaimEvidence<S, E> evidence;
    private final ClaimJudge<S, E> judge;
    private final ClaimTally tally;
    private final List<StreamClaims> batch = new ArrayList<>(BATCH);

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
            batch.add(named);
        }
        if (batch.size() == BATCH) {
            end();
        }
    }

    @Override
    public void end() {
        Set<String> keys = new LinkedHashSet<>();
        batch.forEach(named -> keys.addAll(named.claims().keySet()));
        Map<String, String> owners = evidence.ledger().owners(keys);
        for (StreamClaims named : batch) {
            if (named.allOwned(owners)) {
                tally.countHeld();
            } else {
                judge.judge(named.stream());
            }
        }
        batch.clear();
    }

    @Override
    public void claim(HeldClaim claim) {
        tally.countClaim();
        judge.judge(claim);
    }

    @Override
    public void unreadable(String partition, String reason) {
        tally.tellUnreadable(partition, reason);
    }
}
