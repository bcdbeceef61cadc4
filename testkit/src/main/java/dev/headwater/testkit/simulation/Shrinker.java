package dev.headwater.testkit.simulation;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Reduces a list of choices to a simpler one that still fails: without its end, without a stretch
 * in the middle, or with the simplest choice in place of another. Repeats each step while it helps,
 * up to a limit.
 */
final class Shrinker {
  private static final int MAX_TRIES = 5_000;

  private final Predicate<int[]> fails;
  private int[] best;
  private int tries;

  private Shrinker(int[] choices, Predicate<int[]> fails) {
    this.best = choices;
    this.fails = fails;
  }

  static int[] shrink(int[] choices, Predicate<int[]> fails) {
    Shrinker shrinker = new Shrinker(choices, fails);
    shrinker.shrink();
    return shrinker.best;
  }

  private void shrink() {
    int before;
    do {
      before = cost(best);
      for (int size = Math.max(1, best.length / 2); size >= 1; size /= 2) {
        removeEach(size);
        flattenEach(size);
      }
    } while (cost(best) < before && tries < MAX_TRIES);
  }

  /** Tries to remove each stretch of this length, the last one first. */
  private void removeEach(int size) {
    for (int from = best.length - size; from >= 0; from -= size) {
      int[] shorter = new int[best.length - size];
      System.arraycopy(best, 0, shorter, 0, from);
      System.arraycopy(best, from + size, shorter, from, shorter.length - from);
      keepIfItFails(shorter);
      from = Math.min(from, best.length);
    }
  }

  /** Tries the simplest choices for each stretch of this length. */
  private void flattenEach(int size) {
    for (int from = 0; from + size <= best.length; from += size) {
      int[] plainer = best.clone();
      Arrays.fill(plainer, from, from + size, 0);
      if (!Arrays.equals(plainer, best)) {
        keepIfItFails(plainer);
      }
    }
  }

  private void keepIfItFails(int[] candidate) {
    if (tries < MAX_TRIES && cost(candidate) < cost(best)) {
      tries++;
      if (fails.test(candidate)) {
        best = candidate;
      }
    }
  }

  /** Prefers fewer choices other than the simplest, then fewer choices. */
  private static int cost(int[] choices) {
    int chosen = 0;
    for (int choice : choices) {
      chosen += choice == 0 ? 0 : 1_000;
    }
    return chosen + choices.length;
  }
}
