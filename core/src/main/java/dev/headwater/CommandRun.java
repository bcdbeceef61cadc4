package dev.headwater;

import dev.headwater.Decision.Accepted;
import dev.headwater.Decision.Rejected;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.ClaimNotHeld;
import dev.headwater.EventStore.AppendResult.ClaimTaken;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.Deadline;
import dev.headwater.host.UnavailableException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One command at work on its stream: load, decide, append, until there is an answer.
 *
 * <p>It begins on the cached head, if there is one; a command that creates its stream begins on the
 * initial state, without a load. Both are guesses, and only a conditional write proves a guess
 * right. So only an answer that writes may come from one: a refusal, a decision without events and
 * a version conflict are decided again on a loaded head. What a stream remembers of an earlier
 * command never changes, so a repeat may be answered from the cache.
 */
final class CommandRun<C, S, E, R> {
  private final CommandContext<C, S, E, R> context;
  private final CommandRequest<C> request;
  private final CommandStamp stamp;
  private final StreamCache.Slot<S, E> slot;
  private final StoreRetry persistence;
  private StreamHead<S, E> head;

  /** Whether the head was the stream's at some time since the command came. */
  private boolean current;

  private int lostRaces;

  /** Claims that this stream's state names and another stream holds, as the store said. */
  private Set<Claim> notHeld = Set.of();

  CommandRun(
      CommandContext<C, S, E, R> context,
      CommandRequest<C> request,
      CommandStamp stamp,
      StreamCache.Slot<S, E> slot,
      Deadline deadline) {
    this.context = context;
    this.request = request;
    this.stamp = stamp;
    this.slot = slot;
    this.persistence = new StoreRetry(deadline);
    StreamHead<S, E> guess = guess();
    this.current = guess == null;
    this.head = guess == null ? context.load(request.stream(), persistence) : guess;
  }

  /** A head that the stream had once, and may still have; {@code null} when there is none. */
  private @Nullable StreamHead<S, E> guess() {
    StreamHead<S, E> cached = slot.head();
    return cached == null && request.startsStream()
        ? StreamHead.ofEmptyStream(context.decider().initialState())
        : cached;
  }

  /** Whatever becomes of the command, its head was the stream's once, and the newest known. */
  Outcome<E, R> run() {
    try {
      Outcome<E, R> outcome = tryOnce();
      while (outcome == null) {
        outcome = tryOnce();
      }
      return outcome;
    } finally {
      slot.keep(head);
    }
  }

  /**
   * Answers with {@code null} when it has to be tried again: once because the head was not current,
   * once for each claim that is not held, and after each of a bounded number of lost races.
   */
  private @Nullable Outcome<E, R> tryOnce() {
    Outcome<E, R> earlier = remembered();
    if (earlier != null) {
      return earlier;
    }
    Long expected = request.expectedVersion();
    if (expected != null && expected != head.version()) {
      return current ? unexpected(expected) : reload();
    }
    return switch (context.decider().decide(request.command(), head.state())) {
      case Accepted<E, R>(List<E> events) when !events.isEmpty() -> write(events);
      case Accepted<E, R> nothing -> current ? new Outcome.Unchanged<>(head.version()) : reload();
      case Rejected<E, R>(R reason) ->
          current ? new Outcome.Refused<>(reason, head.version()) : reload();
    };
  }

  private @Nullable Outcome<E, R> write(List<E> events) {
    Commit<E> commit =
        new Commit<>(
            request.stream(),
            head.version() + 1,
            events,
            Instant.ofEpochMilli(context.host().clock().millis()),
            stamp,
            request.metadata());
    Snapshot<S> after = head.foldedWith(commit, context.decider());
    AppendRequest<S, E> append =
        new AppendRequest<>(commit, after, head.snapshotDue(), claims(after));
    return switch (persistence.call(() -> context.store().append(append))) {
      case Appended<E>(boolean withSnapshot) -> {
        head = head.with(commit, after, withSnapshot);
        yield committed(commit);
      }
      case Conflict<E>(Commit<E> existing) -> lostTo(existing);
      case ClaimTaken<E>(Claim claim) -> refused(claim);
      case ClaimNotHeld<E>(Claim claim) -> withoutReleasing(claim);
    };
  }

  /**
   * That the claim was judged proves the version, so this holds for a cached head, too. But it
   * leaves the commit's key free: a try whose reply was lost might still arrive, and find the claim
   * free by then.
   */
  private Outcome<E, R> refused(Claim claim) {
    requireNoLostReply();
    return new Outcome.Refused<>(context.decider().refuseTaken(claim), head.version());
  }

  private void requireNoLostReply() {
    if (persistence.lostReply()) {
      throw new UnavailableException(
          "A claim of " + request.stream() + " is another's, but an earlier try got no reply",
          true,
          null);
    }
  }

  private ClaimChanges claims(Snapshot<S> after) {
    ClaimChanges changes =
        ClaimChanges.between(
            context.decider().claims(head.state()), context.decider().claims(after.state()));
    return notHeld.isEmpty() ? changes : changes.keeping(notHeld);
  }

  /**
   * The state was reached before claims were switched on, and another stream has taken its claim
   * since: there is nothing to release.
   */
  private @Nullable Outcome<E, R> withoutReleasing(Claim claim) {
    requireNoLostReply();
    Set<Claim> more = new HashSet<>(notHeld);
    if (!more.add(claim)) {
      throw new IllegalStateException("The store judged a claim that was not to be released");
    }
    notHeld = more;
    return null;
  }

  /**
   * The commit that won came with the failed write, so the first lost race costs no read. Who
   * expects a version is told the real one, and who loses again is behind by more than one commit:
   * both load.
   */
  private @Nullable Outcome<E, R> lostTo(Commit<E> existing) {
    if (existing.command().commandId().equals(stamp.commandId())) {
      head = head.with(existing, context.decider());
      return repeated(existing);
    }
    lostRaces++;
    if (!mayTryAgain()) {
      throw new TooManyConflictsException(request.stream(), lostRaces);
    }
    notHeld = Set.of();
    if (lostRaces == 1 && request.expectedVersion() == null) {
      head = head.with(existing, context.decider());
      return null;
    }
    return reload();
  }

  private boolean mayTryAgain() {
    return lostRaces == 1
        ? !persistence.deadline().hasPassed()
        : lostRaces < CommandHandler.MAX_ATTEMPTS && persistence.deadline().backOff(lostRaces - 1);
  }

  /** What the stream remembers of this command. */
  private @Nullable Outcome<E, R> remembered() {
    if (request.stamp() == null) {
      return null;
    }
    for (long version : head.recent().candidates(stamp.commandId())) {
      Commit<E> commit = commitAt(version);
      if (commit == null) {
        throw UnreadableEventException.withoutCommit(request.stream(), version);
      }
      Outcome<E, R> earlier = ifOurs(commit);
      if (earlier != null) {
        return earlier;
      }
    }
    return null;
  }

  /** A conflict, unless it is this very command that moved the stream on, however long ago. */
  private Outcome<E, R> unexpected(long expected) {
    long next = expected + 1;
    boolean mayBeOurs =
        request.stamp() != null
            && expected >= 0
            && expected < head.version()
            && !head.recent().covers(next);
    Commit<E> commit = mayBeOurs ? commitAt(next) : null;
    Outcome<E, R> earlier = commit == null ? null : ifOurs(commit);
    return earlier == null ? new Outcome.VersionConflict<>(expected, head.version()) : earlier;
  }

  /** The commit that begins with this version, if there is one. */
  private @Nullable Commit<E> commitAt(long firstVersion) {
    Commit<E> last = head.last();
    return last != null && last.firstVersion() == firstVersion
        ? last
        : context.commitAt(request.stream(), firstVersion, persistence);
  }

  /** The first outcome of this command, if it wrote this commit. */
  private @Nullable Outcome<E, R> ifOurs(Commit<E> commit) {
    return commit.command().commandId().equals(stamp.commandId()) ? repeated(commit) : null;
  }

  /** The id is the same: this very command, or another one that borrows its id. */
  private Outcome<E, R> repeated(Commit<E> earlier) {
    return earlier.command().equals(stamp)
        ? committed(earlier)
        : new Outcome.CommandIdReused<>(stamp.commandId());
  }

  private Outcome<E, R> committed(Commit<E> commit) {
    return new Outcome.Committed<>(commit.lastVersion(), commit.events());
  }

  private @Nullable Outcome<E, R> reload() {
    head = context.load(request.stream(), persistence);
    current = true;
    return null;
  }
}
