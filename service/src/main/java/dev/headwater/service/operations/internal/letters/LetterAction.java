package dev.headwater.service.operations.internal.letters;

import dev.headwater.eventbridge.DeadLetter;
import java.util.List;

/** What is done with the letters of a queue in one pass. */
interface LetterAction {
  /**
   * Takes the next letters.
   *
   * @param selected those that the request selects
   * @param others the rest
   */
  void take(List<DeadLetter> selected, List<DeadLetter> others);

  /**
   * Called at the end of the pass.
   *
   * @param whole whether it saw every letter
   */
  default void end(boolean whole) {}

  /** How many letters may be dealt with by another pass. */
  default int left() {
    return 0;
  }
}
