package dev.headwater.testkit;

import dev.headwater.Decider;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commits of a stream, the states between them, and between which ticks each must have
 * happened. A <em>place</em> lies between two commits: place 0 before the first, place n after the
 * n-th.
 */
final class StreamTrace<S, E> {
  final StreamId stream;
  final List<Commit<E>> commits;
  private final List<S> states = new ArrayList<>();
  private final Map<Long, Integer> places = new HashMap<>();
  private final long[] after;
  private final long[] before;

  StreamTrace(StreamId stream, List<Commit<E>> commits, Decider<?, S, E, ?> decider) {
    this.stream = stream;
    this.commits = List.copyOf(commits);
    this.after = new long[commits.size()];
    this.before = new long[commits.size()];
    Arrays.fill(before, Long.MAX_VALUE);
    S state = decider.initialState();
    states.add(state);
    places.put(0L, 0);
    for (Commit<E> commit : commits) {
      for (E event : commit.events()) {
        state = decider.evolve(state, event);
      }
      places.put(commit.lastVersion(), states.size());
      states.add(state);
    }
  }

  /** Where a version that should follow on another one does not; {@code null} if nowhere. */
  @Nullable Long gap() {
    long version = 0;
    for (Commit<E> commit : commits) {
      if (commit.firstVersion() != version + 1) {
        return version + 1;
      }
      version = commit.lastVersion();
    }
    return null;
  }

  S state(int place) {
    return states.get(place);
  }

  /** The place at which the stream has this version; {@code null} inside of a commit. */
  @Nullable Integer place(long version) {
    return places.get(version);
  }

  /** The place was the stream's end at some tick between the two. */
  void isAt(int place, long invoked, long answered) {
    if (place > 0) {
      happenedBefore(place - 1, answered);
    }
    if (place < commits.size()) {
      happenedAfter(place, invoked);
    }
  }

  void happenedAfter(int commit, long tick) {
    after[commit] = Math.max(after[commit], tick);
  }

  void happenedBefore(int commit, long tick) {
    before[commit] = Math.min(before[commit], tick);
  }

  /** It happened later than this: commits happen in the order of their versions. */
  long earliest(int commit) {
    return Arrays.stream(after, 0, commit + 1).max().orElse(0);
  }

  /** It happened earlier than this. */
  long latest(int commit) {
    return Arrays.stream(before, commit, before.length).min().orElse(Long.MAX_VALUE);
  }
}
