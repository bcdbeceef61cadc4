package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.projection.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Retries what the letters of a dead-letter queue failed to do. Thread-safe. */
public interface Redrive {
  /**
   * The ids of the letters that are superfluous, because what they are about was made good
   * meanwhile.
   *
   * @throws dev.headwater.host.UnavailableException if a store does not answer
   */
  Set<String> superfluous(List<DeadLetter> letters);

  /**
   * Tries again what failed.
   *
   * @param deadline after which nothing more is begun
   */
  Result redrive(List<DeadLetter> letters, Instant deadline);

  /**
   * What became of letters, by their ids. Those that are in neither map nor set succeeded.
   *
   * @param failed what no retry can help yet
   * @param later what may succeed by itself: a store did not answer, or time ran out
   * @param faults what an operator has to correct first
   */
  record Result(Map<String, Failure> failed, Set<String> later, Set<ConfigurationFault> faults) {
    public Result {
      failed = Map.copyOf(failed);
      later = Set.copyOf(later);
      faults = Set.copyOf(faults);
    }
  }
}
