package dev.headwater;

import dev.headwater.event.Commit;
import org.jspecify.annotations.Nullable;

/**
 * A stream folded up to its last known commit.
 *
 * @param last the last commit, if this process read or wrote it
 * @param commitsSinceSnapshot how many commits a load would have to fold
 */
record StreamHead<S, E>(Snapshot<S> folded, @Nullable Commit<E> last, int commitsSinceSnapshot) {
  /** The most commits between two snapshots. */
  static final int MAX_COMMITS_BETWEEN_SNAPSHOTS = 32;

  static <S, E> StreamHead<S, E> ofEmptyStream(S initialState) {
    return new StreamHead<>(new Snapshot<>(0, initialState, RecentCommits.none()), null, 0);
  }

  static <S, E> StreamHead<S, E> at(StreamTail<S, E> end, Decider<?, S, E, ?> decider) {
    Snapshot<S> snapshot = end.snapshot();
    StreamHead<S, E> head =
        snapshot == null
            ? ofEmptyStream(decider.initialState())
            : new StreamHead<>(snapshot, end.commits().getFirst(), 0);
    for (Commit<E> commit : end.commits()) {
      head = commit.firstVersion() > head.version() ? head.with(commit, decider) : head;
    }
    return head;
  }

  S state() {
    return folded.state();
  }

  long version() {
    return folded.version();
  }

  RecentCommits recent() {
    return folded.recent();
  }

  boolean snapshotDue() {
    return commitsSinceSnapshot + 1 >= MAX_COMMITS_BETWEEN_SNAPSHOTS;
  }

  /** The snapshot after the next commit. */
  Snapshot<S> foldedWith(Commit<E> commit, Decider<?, S, E, ?> decider) {
    if (commit.firstVersion() != version() + 1) {
      throw new IllegalStateException(
          "Stream "
              + commit.stream()
              + " is at version "
              + version()
              + " and its next commit starts at "
              + commit.firstVersion());
    }
    S state = state();
    for (E event : commit.events()) {
      state = decider.evolve(state, event);
    }
    return new Snapshot<>(commit.lastVersion(), state, recent().with(commit));
  }

  /** The head after a commit that was read from the store. */
  StreamHead<S, E> with(Commit<E> commit, Decider<?, S, E, ?> decider) {
    return new StreamHead<>(foldedWith(commit, decider), commit, commitsSinceSnapshot + 1);
  }

  /** The head after a commit that this process appended. */
  StreamHead<S, E> with(Commit<E> commit, Snapshot<S> after, boolean withSnapshot) {
    return new StreamHead<>(after, commit, withSnapshot ? 0 : commitsSinceSnapshot + 1);
  }
}
