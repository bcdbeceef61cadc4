package dev.headwater;

/**
 * The event store: streams of commits, each appended with one conditional write.
 *
 * <p>Every adapter passes the {@code EventStoreContract} of the test kit.
 */
public interface EventStore<E> extends EventLog<E> {
    /**
     * Appends a commit if no other has its first version.
     *
     * <p>Atomic: all of the commit's events become visible together or not at all. The caller
     * must have read (or written) the end of the commit before this one: the store compares first
     * versions only, so a commit that begins inside another one would not be noticed by all stores.
     *
     * @return {@link AppendResult.Appended}, or the commit that has this first version. That may be
     *         the caller's own, written by an attempt whose reply was lost: the caller compares the
     *         stamps
     * @throws CommitTooLargeException when it could not be stored or published; nothing is written
     * @throws UnavailableException when the store does not answer; it says whether the commit may
     *         have been written. Repeating the same append finds out
     */
    AppendResult<E> append(Commit<E> commit);

    /** What became of an append. */
    sealed interface AppendResult<E> {
        /** The commit is stored. */
        record Appended<E>() implements AppendResult<E> {}

        /** Nothing is written: this commit was there before. */
        record Conflict<E>(Commit<E> existing) implements AppendResult<E> {}
    }
}
