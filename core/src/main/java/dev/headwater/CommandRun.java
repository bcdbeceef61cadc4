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
 * Executes one command: load, decide, append, until there is an outcome.
 *
 * <p>It starts from the cached head, if there is one; a command that creates its stream starts from
 * the initial state, without a load. Both are guesses, and only a conditional write proves a guess
 * right. So a refusal, a decision without events and a version conflict are decided again on a
 * loaded head. What a stream remembers of an earlier command never changes, so a repeat may be
 * answered from the cache.
 */
final class CommandRun<C, S, E, R> {
  private final CommandContext<C, S, E, R> context;
  private final CommandRequest<C> request;
  private final CommandStamp stamp;
  private final StreamCache.Slot<S, E> slot;
  private final StoreRetry retry;
  private StreamHead<S, E> head;

  /** Whether this was the stream's head at some moment since the command arrived. */
  private boolean current;

  private int lostRaces;

  /** Claims in this stream's state that another stream holds, according to the store. */
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
    this.retry = new StoreRetry(deadline);
    StreamHead<S, E> guess = guess();
    this.current = guess == null;
    this.head = guess == null ? context.load(request.stream(), retry) : guess;
  }

  /** A head that the stream once had, and may still have; {@code null} if none is known. */
  private @Nullable StreamHead<S, E> guess() {
    StreamHead<S, E> cached = slot.head();
    return cached == null && request.startsStream()
        ? StreamHead.ofEmptyStream(context.decider().initialState())
        : cached;
  }

  /** Caches the newest head we saw, whatever the outcome. */
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
   * Returns {@code null} to try again: once if the head was not current, once per claim that turns
   * out not to be held, and after each of a bounded number of lost races.
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
    return switch (retry.call(() -> context.store().append(append))) {
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
   * The store checks the version before any claim, so the refusal holds even for a cached head. But
   * the commit's key stays free: an attempt whose reply was lost might still arrive and find the
   * claim free by then.
   */
  private Outcome<E, R> refused(Claim claim) {
    requireNoLostReply();
    return new Outcome.Refused<>(context.decider().refuseTaken(claim), head.version());
  }

  private void requireNoLostReply() {
    if (retry.lostReply()) {
      throw new UnavailableException(
          "Another stream holds a claim of "
              + request.stream()
              + ", and an earlier attempt got no reply",
          true,
          null);
    }
  }

  private ClaimChanges claims(Snapshot<S> after) {
    ClaimChanges changes =
        ClaimChanges.between(context.claims(head.state()), context.claims(after.state()));
    return notHeld.isEmpty() ? changes : changes.keeping(notHeld);
  }

  /**
   * The state predates claims, and another stream has taken the claim since: there is nothing to
   * release.
   */
  private @Nullable Outcome<E, R> withoutReleasing(Claim claim) {
    requireNoLostReply();
    Set<Claim> more = new HashSet<>(notHeld);
    if (!more.add(claim)) {
      throw new IllegalStateException(
          "The store refused to release a claim that it was not asked to release");
    }
    notHeld = more;
    return null;
  }

  /**
   * The failed write returned the commit that won, so the first lost race costs no read. Reload if
   * the caller expects a version, to report the actual one, and after a second lost race, which
   * shows that the head was more than one commit behind.
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
        ? !retry.deadline().hasPassed()
        : lostRaces < CommandHandler.MAX_ATTEMPTS && retry.deadline().backOff(lostRaces - 1);
  }

  /** The first outcome of this command, if the stream remembers it. */
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

  /** A conflict, unless this very command wrote the commit after the expected version. */
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

  /** The commit that begins at this version; {@code null} if there is none. */
  private @Nullable Commit<E> commitAt(long firstVersion) {
    Commit<E> last = head.last();
    return last != null && last.firstVersion() == firstVersion
        ? last
        : context.commitAt(request.stream(), firstVersion, retry);
  }

  /** The first outcome of this command, if it wrote this commit. */
  private @Nullable Outcome<E, R> ifOurs(Commit<E> commit) {
    return commit.command().commandId().equals(stamp.commandId()) ? repeated(commit) : null;
  }

  /** The ids match: either the same command, or another one that reuses its id. */
  private Outcome<E, R> repeated(Commit<E> earlier) {
    return earlier.command().equals(stamp)
        ? committed(earlier)
        : new Outcome.CommandIdReused<>(stamp.commandId());
  }

  private Outcome<E, R> committed(Commit<E> commit) {
    return new Outcome.Committed<>(commit.lastVersion(), commit.events());
  }

  private @Nullable Outcome<E, R> reload() {
    head = context.load(request.stream(), retry);
    current = true;
    return null;
  }
}
