package dev.headwater.projection;

import dev.headwater.host.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rounds in which a projector works through a batch: which aggregates go on to the next round,
 * and when to stop. An aggregate gets at most {@value #MAX_RACES} attempts against lost races. A
 * store that does not answer is retried with back-off for at most {@link #PATIENCE}: long enough
 * for an outage of seconds; one of minutes is left to the queue, so that functions do not wait for
 * it.
 *
 * <p>Not thread-safe.
 */
final class RetryRounds {
  static final int MAX_RACES = 5;
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A bound that does not depend on the clock. */
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

  /**
   * Begins a round, after a wait unless it is the first. Returns false if there is no time for one.
   */
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

  /** The aggregates that need another round. */
  Set<String> goingOn() {
    return goingOn;
  }

  /** Takes the aggregate out of all further rounds. */
  void end(String id) {
    goingOn.remove(id);
    ended.add(id);
  }

  /**
   * Records a lost race. Returns whether the aggregate goes on: not if it ended or lost too many.
   */
  boolean goesOnAfterRace(String id) {
    boolean again = !ended.contains(id) && lostRaces.merge(id, 1, Integer::sum) < MAX_RACES;
    if (again) {
      goingOn.add(id);
    }
    return again;
  }

  /**
   * Records that a store did not answer for the aggregate, which goes on unless it ended. Returns
   * true for the first such failure of the batch.
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
