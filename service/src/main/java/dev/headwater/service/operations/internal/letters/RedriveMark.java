package dev.headwater.service.operations.internal.letters;

import java.util.random.RandomGenerator;

/**
 * Marks the letters that a call parks again, so that its run does not redrive them once more. If
 * the answer to the call is lost, the run repeats the pass with a new mark. Letters with the lost
 * call's mark have failed, and must still be reported.
 *
 * @param run how the marks of the run begin
 * @param pass how those of the pass begin
 * @param text the mark of this call
 */
record RedriveMark(String run, String pass, String text) {
  private static final char END = '#';

  static RedriveMark draw(String run, int pass, RandomGenerator random) {
    String ofPass = run + END + pass + END;
    return new RedriveMark(run + END, ofPass, ofPass + Integer.toHexString(random.nextInt()));
  }

  /** Whether a call of this run has parked a letter with this mark. */
  boolean isOfRun(String other) {
    return other.startsWith(run);
  }

  /** Whether an earlier call of the same pass has. */
  boolean isOfLostAnswer(String other) {
    return other.startsWith(pass) && !other.equals(text);
  }
}
