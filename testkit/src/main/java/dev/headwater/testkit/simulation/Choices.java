package dev.headwater.testkit.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The source of every decision in a simulation, drawn from a seed or played back. The first
 * possibility is always the simplest, so that shorter lists and smaller numbers give a simpler run.
 * Not thread-safe.
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

  /** Plays the same decisions back; after them, always picks the simplest. */
  static Choices playback(int[] taken) {
    return new Choices(null, taken.clone());
  }

  /** A number from 0 (inclusive) to the bound (exclusive), which is at least 1. */
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

  /** True with this probability, in thousandths. */
  public boolean happens(int permille) {
    return permille > 0 && below(PERMILLE) >= PERMILLE - permille;
  }

  /** The choices made so far. */
  int[] taken() {
    return Arrays.copyOf(taken, count);
  }
}
