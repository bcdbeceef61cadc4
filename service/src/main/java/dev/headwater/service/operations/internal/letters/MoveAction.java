package dev.headwater.service.operations.internal.letters;

import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.LetterSweep;
import dev.headwater.service.operations.internal.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Removes letters once they are in another place. */
final class MoveAction implements LetterAction {
  private final LetterSweep sweep;
  private final Totals totals;
  private final String counted;
  private final Place place;
  private int failed;
  private int left;

  /** Where letters go. */
  interface Place {
    /** Takes letters in. Returns the ids of those that it did not take. */
    Set<String> take(List<DeadLetter> letters);

    /** Whether it may take later what it did not take now. */
    boolean mayTakeLater();
  }

  /**
   * @param counted the name of the total
   */
  MoveAction(LetterSweep sweep, Totals totals, String counted, Place place) {
    this.sweep = sweep;
    this.totals = totals;
    this.counted = counted;
    this.place = place;
  }

  @Override
  public void take(List<DeadLetter> selected, List<DeadLetter> others) {
    if (selected.isEmpty()) {
      return;
    }
    Set<String> refused = place.take(selected);
    List<DeadLetter> moved = new ArrayList<>(selected);
    moved.removeIf(letter -> refused.contains(letter.messageId()));
    int stay = sweep.remove(moved).size();
    totals.add(counted, moved.size() - stay);
    left += stay;
    if (place.mayTakeLater()) {
      left += refused.size();
    } else {
      failed += refused.size();
    }
  }

  /** A pass that saw every letter has met each of those that failed. */
  @Override
  public void end(boolean whole) {
    totals.add("failed", whole ? failed : 0);
  }

  @Override
  public int left() {
    return left;
  }
}
