package dev.headwater.event;

import dev.headwater.host.UnavailableException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The reading half of the event store. Safe for use by several threads. */
public interface EventLog<E> {
  /** The most commits that one page may ask for. */
  int MAX_PAGE = 1000;

  /** The greatest version that a stream may come to: stores keep it in ten digits. */
  long MAX_VERSION = 9_999_999_999L;

  /**
   * Commits of a stream in the order of their versions, each of which begins where the one before
   * ends; the first begins right after {@code afterVersion}.
   *
   * <p>Strongly consistent: sees every commit whose append returned before the call. Whole commits
   * only. A page may hold fewer than asked for although more follow.
   *
   * <p>A stream that somebody has damaged may have a break: commits are missing, or one begins
   * inside another. A page ends before missing commits, and to read on from there fails; a page
   * whose commits overlap fails as a whole. No reader can see that the end of a stream is missing.
   *
   * @param afterVersion the end of a commit, or 0 for the beginning. From inside a commit, the
   *     first one begins after its end; after the end of the stream there is none
   * @param maxCommits 1 to {@link #MAX_PAGE}
   * @throws UnreadableEventException when a stored event is of an unknown type or malformed, or
   *     when the page would begin with a break or its commits overlap
   * @throws UnavailableException when the store does not answer; nothing has changed
   */
  Page<E> read(StreamId stream, long afterVersion, int maxCommits);

  /**
   * Hands on every commit after a version, page by page, up to the head of the stream.
   *
   * @throws UnreadableEventException as {@link #read} does; the commits before were handed on
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
   * Folds every commit after a version, page by page, up to the head of the stream.
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

  /** A part of a stream. {@code hasMore} with no commits does not occur. */
  record Page<E>(List<Commit<E>> commits, boolean hasMore) {
    public Page {
      commits = List.copyOf(commits);
      if (hasMore && commits.isEmpty()) {
        throw new IllegalArgumentException("A page that is not the last one is not empty");
      }
    }
  }
}
