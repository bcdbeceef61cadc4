package dev.headwater.testkit.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where every decision of a simulation comes from: drawn by a seed, or played back. The first of
 * the possibilities is always the plainest, so that a shorter or smaller list of choices is a
 * simpler run. For one thread at a time.
 */
public final class Choices {
  private static final int PERMILLE = 1000;

  private final @Nullable SplittableRandom random;
  private final int[] given;
  private int[] taken = new int[256];
  private int count;

  private Choices(@Nullable SplittableRandom random, int[] given) {
    this.random = random;
    this.given = given;
  }

  static Choices ofSeed(long seed) {
    return new Choices(new SplittableRandom(seed), new int[0]);
  }

  /** The same decisions again; after them, always the plainest. */
  static Choices playback(int[] taken) {
    return new Choices(null, taken.clone());
  }

  /** A number from 0 to below the bound, which is 1 or more. */
  public int below(int bound) {
    int choice = random == null ? played(bound) : random.nextInt(bound);
    if (count == taken.length) {
      taken = Arrays.copyOf(taken, 2 * count);
    }
    taken[count] = choice;
    count++;
    return choice;
  }

  private int played(int bound) {
    return count < given.length ? Math.min(given[count], bound - 1) : 0;
  }

  /** One of these. */
  public <T> T of(List<T> possibilities) {
    return possibilities.get(below(possibilities.size()));
  }

  /** True in so many of a thousand cases. */
  public boolean happens(int permille) {
    return permille > 0 && below(PERMILLE) >= PERMILLE - permille;
  }

  /** What was chosen so far. */
  int[] taken() {
    return Arrays.copyOf(taken, count);
  }
}
