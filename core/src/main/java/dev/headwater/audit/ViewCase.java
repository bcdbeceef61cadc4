package dev.headwater.audit;

import java.time.Duration;
import java.time.Instant;

/** A view that looked wrong, until it is settled. The package's picture shows its states. */
sealed interface ViewCase {
  /**
   * Looks wrong, but may still be catching up.
   *
   * @param goal the version that the view must reach
   * @param at the version of its stream
   * @param since when the stream has been at that version
   */
  record Suspect(long goal, long at, Instant since) implements ViewCase {
    Suspect seenAt(long version, Instant time) {
      return version == at ? this : new Suspect(goal, version, time);
    }

    boolean stoodStill(Duration lag, Instant now) {
      return !now.isBefore(since.plus(lag));
    }
  }

  /**
   * Was certainly wrong, and was written.
   *
   * @param difference what to report
   * @param end when to give up
   */
  record Repairing(ViewDifference difference, Instant end) implements ViewCase {}
}
