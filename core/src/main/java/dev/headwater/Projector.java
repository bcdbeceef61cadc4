package dev.headwater;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.headwater.ViewStore.Saved;
import dev.headwater.ViewStore.ViewChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds events into views. However a transport repeats, delays, reorders or drops messages, each
 * view ends equal to the fold of its stream, as long as one later message arrives.
 *
 * <p>Per batch: one read of all views, save those that a newest-wins store need not be asked for,
 * then per aggregate
 * <ul>
 * <li>an event that the view shows already: dropped;
 * <li>whole commits that follow in unbroken order: folded from the messages, without a read;
 * <li>a gap, or a commit of which a part is missing: everything up to the head of the stream is
 * read from the log, strongly consistent, and folded;
 * <li>one conditional write. A lost race is begun again, at most {@value #MAX_ROUNDS} times.
 * </ul>
 * Views move from commit boundary to commit boundary, so none ever shows half a command.
 *
 * <p>An event that cannot be read or folded, or a view that cannot be read or that the store
 * refuses, parks its own aggregate and no other.
 *
 * <p>Safe for use by several threads.
 */
public final class Projector<V, E> {
    static final int MAX_ROUNDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);

    private final Projection<V, E> projection;
    private final EventCodec<E> codec;
    private final EventLog<E> log;
    private final ViewStore<V> views;
    private final Host host;

    public Projector(Projection<V, E> projection, EventCodec<E> codec, EventLog<E> log,
            ViewStore<V> views, Host host) {
        this.projection = projection;
        this.codec = codec;
        this.log = log;
        this.views = views;
        this.host = host;
    }

    public Projection<V, E> projection() {
        return projection;
    }

    /**
     * Brings the views forward by a batch of messages. What fails is in the answer.
     *
     * @param deadline after it no further aggregate is begun, and a gap is folded no further than
     *        to the end of the page that is being read. What was folded is still saved: leave time
     *        for one read and one save. The messages of the rest are to come again
     */
    public ProjectedBatch project(List<? extends Delivery> batch, Instant deadline) {
        Deadline end = Deadline.at(deadline, host);
        ProjectedBatch.Report report = new ProjectedBatch.Report();
        Map<String, AggregateFold<V, E>> open = group(batch, report);
        for (int round = 1; round <= MAX_ROUNDS && !open.isEmpty() && !end.hasPassed(); round++) {
            if (round > 1) {
                host.backOff(round - 1);
            }
            open.keySet().retainAll(advance(open, end, report));
        }
        open.values().forEach(report::retry);
        return report.close();
    }

    private Map<String, AggregateFold<V, E>> group(List<? extends Delivery> batch,
            ProjectedBatch.Report report) {
        Map<String, AggregateFold<V, E>> groups = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            switch (delivery) {
                case Delivery.OfStream told when isOurs(told.stream()) ->
                    groups.computeIfAbsent(told.stream().id(),
                            id -> new AggregateFold<>(told.stream())).add(told);
                case Delivery.OfStream told -> report.park(told.messageId(), "Projection "
                        + projection.name() + " does not fold streams of category "
                        + told.stream().category());
                case Delivery.Malformed(String messageId, String reason) ->
                    report.park(messageId, reason);
            }
        }
        return groups;
    }

    /** Views are told apart by their aggregates' ids alone, and another category may share one. */
    private boolean isOurs(StreamId stream) {
        return stream.category().equals(projection.category());
    }

    /** One round: read, fold, write. Answers with the aggregates to go on with. */
    private Set<String> advance(Map<String, AggregateFold<V, E>> open, Deadline deadline,
            ProjectedBatch.Report report) {
        try {
            Map<String, VersionedView<V>> stored = load(open);
            List<Move<V, E>> moves = new ArrayList<>(open.size());
            open.forEach((id, group) -> {
                VersionedView<V> from = stored.getOrDefault(id, VersionedView.absent());
                Move<V, E> move = fold(group, from, deadline, report);
                if (move != null) {
                    moves.add(move);
                }
            });
            Saved saved = moves.isEmpty()
                    ? Saved.ALL
                    : views.save(moves.stream().map(Move::change).toList());
            moves.forEach(move -> report(move, saved, report));
            return saved.lost();
        } catch (UnreadableViewException e) {
            return parkUnreadable(open, e.reasons(), report);
        } catch (UnavailableException e) {
            LOG.warn("Projection {}: the view store does not answer, {} aggregates are retried: {}",
                    projection.name(), open.size(), e.getMessage());
            open.values().forEach(report::retry);
            return Set.of();
        }
    }

    private Map<String, VersionedView<V>> load(Map<String, AggregateFold<V, E>> open) {
        boolean newestWins = views.newestWins();
        Set<String> needed = new HashSet<>();
        open.forEach((id, group) -> {
            if (!newestWins || !group.beginsStream()) {
                needed.add(id);
            }
        });
        return needed.isEmpty() ? Map.of() : views.load(needed);
    }

    private Set<String> parkUnreadable(Map<String, AggregateFold<V, E>> open,
            Map<String, String> reasons, ProjectedBatch.Report report) {
        Set<String> others = new HashSet<>(open.keySet());
        reasons.forEach((id, reason) -> {
            AggregateFold<V, E> group = open.get(id);
            if (group != null) {
                park(group, "The stored view cannot be read: " + reason, report);
                others.remove(id);
            }
        });
        return others;
    }

    /** The view's next state; {@code null} when there is none or the aggregate failed. */
    private @Nullable Move<V, E> fold(AggregateFold<V, E> group, VersionedView<V> from,
            Deadline deadline, ProjectedBatch.Report report) {
        if (deadline.hasPassed()) {
            report.retry(group);
            return null;
        }
        try {
            AggregateFold.Fold<V> fold = group.fold(from, projection, codec, log, deadline);
            if (fold.readFromLog()) {
                report.gap();
            }
            if (fold.silence() != null) {
                warnOfSilence(group, fold.silence());
            }
            if (fold.unfinished()) {
                report.retry(group);
            }
            VersionedView<V> reached = fold.reached();
            Instant oldest = fold.oldest();
            if (oldest != null) {
                return new Move<>(group,
                        new ViewChange<>(group.stream().id(), from.version(), reached), oldest);
            }
            report.duplicates(group.messageIds().size());
        } catch (UnavailableException | InterruptedWaitException e) {
            warnOfSilence(group, e);
            report.retry(group);
        } catch (RuntimeException e) {
            park(group, reason(e), report);
        }
        return null;
    }

    private void warnOfSilence(AggregateFold<V, E> group, HeadwaterException silence) {
        LOG.warn("Projection {}: the event log does not answer, {} is retried: {}",
                projection.name(), group.stream(), silence.getMessage());
    }

    private void park(AggregateFold<V, E> group, String reason, ProjectedBatch.Report report) {
        LOG.error("Projection {}: {} is parked: {}", projection.name(), group.stream(), reason);
        report.park(group, reason);
    }

    private void report(Move<V, E> move, Saved saved, ProjectedBatch.Report report) {
        String id = move.change.aggregateId();
        String refusal = saved.refused().get(id);
        if (saved.lost().contains(id)) {
            return;
        }
        if (saved.superseded().contains(id)) {
            report.duplicates(move.group.messageIds().size());
        } else if (refusal == null) {
            report.moved(host.elapsedSince(move.oldest));
            report.duplicates(move.group.duplicatesAt(move.change.expectedVersion()));
        } else {
            park(move.group, refusal, report);
        }
    }

    /** Only our own messages are known to hold nothing personal. */
    private static String reason(RuntimeException e) {
        return e instanceof HeadwaterException
                ? String.valueOf(e.getMessage())
                : e.getClass().getName() + " in the projection";
    }

    /** A view's way forward, and when the first event happened that it was missing. */
    private record Move<V, E>(AggregateFold<V, E> group, ViewChange<V> change, Instant oldest) {}
}
