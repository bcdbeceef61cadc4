package dev.headwater.projection;

import dev.headwater.host.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rounds in which a projector goes through a batch: who goes on in the next one, and when there
 * is none. A lost race is begun again, at most {@value #MAX_RACES} times. A store that does not
 * answer is asked again, with back-off, for {@link #PATIENCE} at most: a fault of some seconds ends
 * here, and one of minutes is left to the queue, so that no function is kept waiting for it.
 *
 * <p>For one thread.
 */
final class RetryRounds {
  static final int MAX_RACES = 5;
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Whatever the clock says. */
  private static final int MAX_ROUNDS = 100;

  private final Deadline deadline;
  private final Set<String> goingOn = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<String, Integer> lostRaces = new HashMap<>();
  private @Nullable Deadline patience;
  private int begun;

  RetryRounds(Deadline deadline) {
    this.deadline = deadline;
  }

  Deadline deadline() {
    return deadline;
  }

  /** Begins a round, after a wait unless it is the first. False: there is no time for one. */
  boolean begin() {
    goingOn.clear();
    if (begun == MAX_ROUNDS || deadline.hasPassed()) {
      return false;
    }
    begun++;
    return begun == 1 || earlier(deadline, patience).backOff(begun - 1);
  }

  private static Deadline earlier(Deadline one, @Nullable Deadline other) {
    return other == null || one.epochMillis() < other.epochMillis() ? one : other;
  }

  /** The aggregates to go on with after this round. */
  Set<String> goingOn() {
    return goingOn;
  }

  /** The aggregate goes on no more, whatever else becomes of it in this round. */
  void end(String id) {
    goingOn.remove(id);
    ended.add(id);
  }

  /** The aggregate lost a race and goes on, unless it ended or lost too many: then false. */
  boolean goesOnAfterRace(String id) {
    boolean again = !ended.contains(id) && lostRaces.merge(id, 1, Integer::sum) < MAX_RACES;
    if (again) {
      goingOn.add(id);
    }
    return again;
  }

  /**
   * A store did not answer for the aggregate, which goes on unless it ended. True for the batch's
   * first.
   */
  boolean goesOnAfterSilence(String id) {
    if (ended.contains(id)) {
      return false;
    }
    goingOn.add(id);
    boolean first = patience == null;
    if (first) {
      patience = Deadline.in(PATIENCE, deadline.host());
    }
    return first;
  }
}
