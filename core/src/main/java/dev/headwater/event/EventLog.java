package dev.headwater.event;

import dev.headwater.host.UnavailableException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The read side of the event store: streams of commits, strongly consistent and in order.
 * Thread-safe.
 */
public interface EventLog<E> {
  /** The most commits that a call may ask for. */
  int MAX_PAGE = 1000;

  /** The greatest version that a stream can reach: stores keep it in ten digits. */
  long MAX_VERSION = 9_999_999_999L;

  /**
   * Reads commits of a stream in version order. Each begins where the previous one ends; the first
   * begins right after {@code afterVersion}.
   *
   * <p>Strongly consistent: sees every commit whose append returned before the call. A page holds
   * whole commits only, and may hold fewer than asked for even if more follow.
   *
   * <p>A damaged stream may have a break: commits are missing, or one begins inside another. A page
   * ends before missing commits, and reading on from there fails; a page whose commits overlap
   * fails as a whole. A missing end of a stream cannot be detected.
   *
   * @param afterVersion the last version of a commit, or 0 for the beginning. For a version inside
   *     a commit, the page begins with the next commit; past the end of the stream it is empty
   * @param maxCommits 1 to {@link #MAX_PAGE}
   * @throws UnreadableEventException if a stored event is malformed or of an unknown type, if the
   *     page would begin with a break, or if its commits overlap
   * @throws UnavailableException if the store does not answer; nothing has changed
   */
  Page<E> read(StreamId stream, long afterVersion, int maxCommits);

  /**
   * Passes every commit after a version to a reader, page by page, up to the stream head.
   *
   * @throws UnreadableEventException as {@link #read} does; the reader got the commits before
   */
  default void readAll(StreamId stream, long afterVersion, Consumer<Commit<E>> reader) {
    fold(
        stream,
        afterVersion,
        reader,
        (to, commit) -> {
          to.accept(commit);
          return to;
        });
  }

  /**
   * Folds every commit after a version, page by page, up to the stream head.
   *
   * @throws UnreadableEventException as {@link #read} does
   */
  default <A> A fold(
      StreamId stream, long afterVersion, A initial, BiFunction<A, Commit<E>, A> step) {
    A folded = initial;
    long position = afterVersion;
    Page<E> page;
    do {
      page = read(stream, position, MAX_PAGE);
      for (Commit<E> commit : page.commits()) {
        folded = step.apply(folded, commit);
        position = commit.lastVersion();
      }
    } while (page.hasMore());
    return folded;
  }

  /** A page of a stream. A page without commits is always the last. */
  record Page<E>(List<Commit<E>> commits, boolean hasMore) {
    public Page {
      commits = List.copyOf(commits);
      if (hasMore && commits.isEmpty()) {
        throw new IllegalArgumentException("Only the last page may be empty");
      }
    }
  }
}
