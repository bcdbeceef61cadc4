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
 * The commits of a stream, the states between them, and the ticks between which each commit must
 * have happened. A <em>place</em> lies between two commits: place 0 before the first, place n after
 * the n-th.
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

  /**
   * The first version at which no commit begins although one should; {@code null} if there is none.
   */
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

  /** The place at which the stream has this version; {@code null} inside a commit. */
  @Nullable Integer place(long version) {
    return places.get(version);
  }

  /** Records that the stream ended at this place at some tick between the two. */
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

  /** The commit happened after this tick: commits happen in the order of their versions. */
  long earliest(int commit) {
    return Arrays.stream(after, 0, commit + 1).max().orElse(0);
  }

  /** The commit happened before this tick. */
  long latest(int commit) {
    return Arrays.stream(before, commit, before.length).min().orElse(Long.MAX_VALUE);
  }
}
