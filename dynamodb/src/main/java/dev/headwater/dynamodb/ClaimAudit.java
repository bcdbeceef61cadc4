package dev.headwater.dynamodb;

import java.util.function.Consumer;

import dev.headwater.Decider;
import dev.headwater.EventCodec;
import dev.headwater.UnavailableException;

/**
 * Compares the claims in a table with what the streams' events lead to, and mends what differs.
 *
 * <p>Commands may go on meanwhile. Nothing is told, and nothing mended, that was not true of a
 * stream while it stood still: a stream that moves while it is judged is judged again, up to
 * {@value ClaimJudge#MAX_TRIES} times. Running it again is safe, and so is breaking it off.
 *
 * <p>A claim that two streams came to, as they may while claims are switched off, is told and not
 * mended: which of them should give it up is not for a program to say. If neither has it, the one
 * that comes first gets it, and so a third cannot.
 *
 * <p>Stored states are not trusted. Every stream is read once by the scan, and once more for each
 * claim that it has.
 */
public final class ClaimAudit<S, E> {
    private final TableAccess table;
    private final ClaimLedger ledger;
    private final EventCodec<E> codec;
    private final Decider<?, S, E, ?> decider;

    public ClaimAudit(TableAccess table, ClaimKeys keys, EventCodec<E> codec,
            Decider<?, S, E, ?> decider) {
        this.table = table;
        this.ledger = new ClaimLedger(table, keys);
        this.codec = codec;
        this.decider = decider;
    }

    /**
     * Tells what is wrong and changes nothing.
     *
     * @param findings is told each finding, one at a time
     * @throws UnavailableException when DynamoDB does not answer, tried again several times
     */
    public Summary check(EventsScan.Settings settings, Consumer<ClaimFinding> findings) {
        return run(settings, findings, false);
    }

    /**
     * Mends what can be mended, and tells all that was wrong.
     *
     * @param findings is told each finding, one at a time
     * @throws UnavailableException when DynamoDB does not answer, tried again several times; what
     *         was told as mended is mended
     */
    public Summary repair(EventsScan.Settings settings, Consumer<ClaimFinding> findings) {
        return run(settings, findings, true);
    }

    private Summary run(EventsScan.Settings settings, Consumer<ClaimFinding> findings,
            boolean mending) {
        ClaimTally tally = new ClaimTally(findings);
        StreamFold<S, E> fold = new StateFold<>(decider);
        var evidence = new ClaimEvidence<>(decider, new LogFold<>(table, codec, fold), ledger);
        var judge = new ClaimJudge<>(evidence, tally, table.host(), mending);
        new EventsScan<>(table, codec, fold, settings)
                .run(() -> new ClaimVisitor<>(evidence, judge, tally));
        return tally.summary();
    }

    /**
     * What an audit came to.
     *
     * @param streams how many were looked at
     * @param claims how many were looked at
     * @param held how many streams were found to have all their claims
     * @param wrong how many findings were told
     * @param mended how many of these are right now
     */
    public record Summary(long streams, long claims, long held, long wrong, long mended) {
        /** How many findings are still true. */
        public long remaining() {
            return wrong - mended;
        }
    }
}
