package dev.headwater;

import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.headwater.Decision.Accepted;
import dev.headwater.Decision.Rejected;
import dev.headwater.EventStore.AppendResult;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;
import org.jspecify.annotations.Nullable;

/**
 * Takes a command to its stream: load, decide, append with one conditional write.
 *
 * <p>A command takes effect once. A repeat, recognised by its {@link CommandStamp}, is answered
 * with the first outcome: always for a command that created the stream or that expects a version,
 * otherwise within the stream's latest {@value StreamHead#REMEMBERED_COMMITS} commits. A command
 * that stored nothing is not remembered; it is decided afresh.
 *
 * <p>A write whose reply was lost is repeated unchanged, at most {@value #MAX_REPEATS} times in all.
 * A lost race is decided again, at most {@value #MAX_ATTEMPTS} times, unless the caller expects
 * a version: then the conflict is the answer.
 *
 * <p>Safe for use by several threads.
 */
public final class CommandHandler<C, S, E, R> {
    static final int MAX_ATTEMPTS = 8;
    static final int MAX_REPEATS = 3;

    private final Decider<C, S, E, R> decider;
    private final EventStore<E> store;
    private final Host host;
    private final CommandIds commandIds;

    public CommandHandler(Decider<C, S, E, R> decider, EventStore<E> store, Host host) {
        this.decider = decider;
        this.store = store;
        this.host = host;
        this.commandIds = new CommandIds(host.random());
    }

    /**
     * Carries out a command.
     *
     * @throws TooManyConflictsException when every attempt lost its race; nothing was stored
     * @throws UnavailableException when the store does not answer; it says whether the command may
     *         have taken effect. Repeating it with the same stamp is safe
     * @throws CommitTooLargeException when its events are too large; nothing was stored
     * @throws UnreadableEventException when the stream holds an event that the codec cannot read
     */
    public Outcome<E, R> handle(CommandRequest<C> request) {
        CommandStamp stamp = request.stamp() == null ? commandIds.next() : request.stamp();
        StreamHead<C, S, E, R> head = load(request);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Outcome<E, R> known = answerWithoutDeciding(request, stamp, head);
            if (known != null) {
                return known;
            }
            List<E> events;
            switch (decider.decide(request.command(), head.state())) {
                case Rejected<E, R>(R reason) -> {
                    return new Outcome.Refused<>(reason, head.version());
                }
                case Accepted<E, R>(List<E> accepted) -> events = accepted;
            }
            if (events.isEmpty()) {
                return new Outcome.Unchanged<>(head.version());
            }
            Commit<E> commit = new Commit<>(request.stream(), head.version() + 1, events,
                    host.clock().instant().truncatedTo(ChronoUnit.MILLIS), stamp,
                    request.metadata());
            switch (append(commit)) {
                case Appended<E>() -> {
                    return committed(commit);
                }
                case Conflict<E>(Commit<E> existing) -> {
                    if (existing.command().commandId().equals(stamp.commandId())) {
                        return repeated(existing, stamp);
                    }
                    if (attempt < MAX_ATTEMPTS) {
                        head = afterLostRace(request, head, existing, attempt);
                    }
                }
            }
        }
        throw new TooManyConflictsException(request.stream(), MAX_ATTEMPTS);
    }

    private @Nullable Outcome<E, R> answerWithoutDeciding(CommandRequest<C> request,
            CommandStamp stamp, StreamHead<C, S, E, R> head) {
        Commit<E> earlier = head.commitOf(stamp.commandId());
        if (earlier != null) {
            return repeated(earlier, stamp);
        }
        Long expected = request.expectedVersion();
        return expected == null || expected == head.version()
                ? null
                : new Outcome.VersionConflict<>(expected, head.version());
    }

    /**
     * After a lost reply the same attempt is made again, unchanged: only its own key can tell what
     * became of it. Deciding again instead could let the command take effect twice.
     */
    private AppendResult<E> append(Commit<E> commit) {
        UnavailableException lostReply = null;
        for (int repeat = 1;; repeat++) {
            try {
                return store.append(commit);
            } catch (UnavailableException e) {
                lostReply = lostReply == null ? e : lostReply;
                if (!lostReply.mayHaveTakenEffect() || repeat == MAX_REPEATS) {
                    throw lostReply;
                }
                host.backOff(repeat);
            }
        }
    }

    /**
     * The commit that won came with the failed write, so the first lost race costs no read. Who
     * expects a version is told the real one, and who loses again is behind by more than one
     * commit: both load.
     */
    private StreamHead<C, S, E, R> afterLostRace(CommandRequest<C> request,
            StreamHead<C, S, E, R> head, Commit<E> existing, int attempt) {
        if (attempt == 1 && request.expectedVersion() == null) {
            head.apply(existing);
            return head;
        }
        if (attempt > 1) {
            host.backOff(attempt - 1);
        }
        return load(request);
    }

    private StreamHead<C, S, E, R> load(CommandRequest<C> request) {
        return StreamHead.load(decider, store, request.stream(), request.expectedVersion());
    }

    /** The id is the same: this very command, or another one that borrows its id. */
    private Outcome<E, R> repeated(Commit<E> earlier, CommandStamp stamp) {
        return earlier.command().equals(stamp)
                ? committed(earlier)
                : new Outcome.CommandIdReused<>(stamp.commandId());
    }

    private Outcome<E, R> committed(Commit<E> commit) {
        return new Outcome.Committed<>(commit.lastVersion(), commit.events());
    }
}
