package dev.headwater.eventbridge;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A pass over dead letters, which hands out each of them once. Not thread-safe. {@link #next} and
 * {@link #remove} throw {@link dev.headwater.host.UnavailableException} if the store of the letters
 * does not answer.
 */
public interface LetterSweep extends AutoCloseable {
  /** The next letters, at most 80; none once there are no more. */
  List<DeadLetter> next();

  /**
   * Removes letters that this has handed out. Returns the ids of those that could not be removed.
   */
  Set<String> remove(Collection<DeadLetter> letters);

  /** How many letters this keeps others from seeing. */
  int held();

  /** Makes the remaining letters visible again at once, as far as that succeeds. */
  @Override
  void close();
}
