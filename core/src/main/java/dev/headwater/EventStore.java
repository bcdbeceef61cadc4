package dev.headwater;

import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnpublishableTextException;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The event store: streams of commits, each appended with one conditional write. Beside a commit it
 * may keep the stream's state after it, so that a load need not read the whole stream.
 *
 * <p>Every adapter passes the {@code EventStoreContract} of the test kit.
 *
 * @param <S> states
 * @param <E> events
 */
public interface EventStore<S, E> extends EventLog<E> {
  /**
   * Appends a commit if no other has its first version and its claims can be had.
   *
   * <p>Atomic: the commit's events, and the changes of its claims, become visible all together or
   * not at all. The caller must have read (or written) the end of the commit before this one: the
   * store compares first versions only, so a commit that begins inside another one would not be
   * noticed by all stores.
   *
   * <p>A stream may take a claim that it holds, and release one that nobody holds.
   *
   * @return what became of it. The version is judged before any claim
   * @throws CommitTooLargeException when it could not be stored or published; nothing is written
   * @throws UnpublishableTextException when it holds text that could not be published; nothing is
   *     written
   * @throws UnreadableEventException when the commit that is there cannot be read; nothing is
   *     written
   * @throws UnavailableException when the store does not answer; it says whether the commit may
   *     have been written. Repeating the same append finds out
   */
  AppendResult<E> append(AppendRequest<S, E> append);

  /** Appends a commit without a state, as an import does. */
  default AppendResult<E> append(Commit<E> commit) {
    return append(AppendRequest.of(commit));
  }

  /**
   * The newest commits of a stream, from a snapshot or the beginning on.
   *
   * <p>Strongly consistent: sees every commit whose append returned before the call. A snapshot
   * that cannot be read, or was taken by other rules than today's, is passed over.
   *
   * @return {@code null} when there is no usable snapshot near the end: the stream is to be read
   *     whole
   * @throws UnreadableEventException when a stored event is of an unknown type or malformed, or
   *     when there is a break ({@link #read}) in what is read. What lies before the snapshot is not
   *     read, so a break there goes unnoticed
   * @throws UnavailableException when the store does not answer; nothing has changed
   */
  @Nullable StreamTail<S, E> readEnd(StreamId stream);

  /** What became of an append. Only {@link Appended} has written anything. */
  sealed interface AppendResult<E> {
    /**
     * The commit is stored, and its claims are changed.
     *
     * @param withSnapshot whether the next load may begin there
     */
    record Appended<E>(boolean withSnapshot) implements AppendResult<E> {}

    /**
     * This commit was there before. It may be the caller's own, written by an attempt whose reply
     * was lost: the caller compares the stamps.
     */
    record Conflict<E>(Commit<E> existing) implements AppendResult<E> {}

    /** Another stream holds this claim, which was to be taken. */
    record ClaimTaken<E>(Claim claim) implements AppendResult<E> {}

    /** Another stream holds this claim, which was to be released. */
    record ClaimNotHeld<E>(Claim claim) implements AppendResult<E> {}
  }
}
