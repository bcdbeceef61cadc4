package dev.headwater;

import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnpublishableTextException;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The event store: streams of commits, each appended with one conditional write. It may keep the
 * stream's state next to a commit, so that a load need not read the whole stream. Thread-safe.
 *
 * <p>Every adapter must pass the test kit's {@code EventStoreContract}.
 *
 * @param <S> states
 * @param <E> events
 */
public interface EventStore<S, E> extends EventLog<E> {
  /**
   * Appends a commit if its first version is still free and no other stream holds its claims.
   *
   * <p>Atomic: the commit's events and claim changes become visible together or not at all. The
   * caller must have read or written the commit before this one: the store compares only first
   * versions, so not every store notices a commit that begins inside another one.
   *
   * <p>A stream may take a claim that it already holds, and release a claim that no stream holds.
   *
   * @return the result; the store checks the version before any claim
   * @throws CommitTooLargeException if it is too large to be stored or published; nothing is
   *     written
   * @throws UnpublishableTextException if it contains text that could not be published; nothing is
   *     written
   * @throws UnreadableEventException if the conflicting commit cannot be read; nothing is written
   * @throws UnavailableException if the store does not answer; the exception says whether the
   *     commit may have been written. Repeat the same append to find out
   */
  AppendResult<E> append(AppendRequest<S, E> append);

  /**
   * Whether appends may take and release claims; always the same. A store that returns false
   * refuses an append with claims, and a command handler refuses the store for a decider that makes
   * claims.
   */
  default boolean storesClaims() {
    return true;
  }

  /** Appends a commit without a snapshot or claims, as an import does. */
  default AppendResult<E> append(Commit<E> commit) {
    return append(AppendRequest.of(commit));
  }

  /**
   * The newest commits of a stream, from a snapshot or from its beginning.
   *
   * <p>Strongly consistent: sees every commit whose append returned before the call. A snapshot
   * that cannot be read, or has another fingerprint than today's, is ignored.
   *
   * @return {@code null} if there is no usable snapshot near the end: the caller has to read the
   *     whole stream
   * @throws UnreadableEventException if a stored event is malformed or of an unknown type, or if
   *     there is a break (see {@link #read}) in what is read. What lies before the snapshot is not
   *     read, so a break there goes unnoticed
   * @throws UnavailableException if the store does not answer; nothing has changed
   */
  @Nullable StreamTail<S, E> readEnd(StreamId stream);

  /** The result of an append. Only {@link Appended} has written anything. */
  sealed interface AppendResult<E> {
    /**
     * The commit is stored and its claim changes are applied.
     *
     * @param withSnapshot whether the snapshot was stored too, so that the next load may begin
     *     there
     */
    record Appended<E>(boolean withSnapshot) implements AppendResult<E> {}

    /**
     * A commit with this first version exists. It may be the caller's own, written by an attempt
     * whose reply was lost, so compare the stamps.
     */
    record Conflict<E>(Commit<E> existing) implements AppendResult<E> {}

    /** Another stream holds a claim that the commit takes. */
    record ClaimTaken<E>(Claim claim) implements AppendResult<E> {}

    /** Another stream holds a claim that the commit releases. */
    record ClaimNotHeld<E>(Claim claim) implements AppendResult<E> {}
  }
}
