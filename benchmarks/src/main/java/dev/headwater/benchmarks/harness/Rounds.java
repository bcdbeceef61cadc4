package dev.headwater.benchmarks.harness;

import dev.headwater.benchmarks.harness.Comparison.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;

/**
 * Measures two sides in turns, A B A B …: so a machine that drifts, or that others use too, does so
 * for both.
 *
 * @param warmUps rounds that do not count, before those that do
 */
public record Rounds(int warmUps, int measured) {
  public static final int MAX = 1000;

  public Rounds {
    if (warmUps < 0 || measured < 1 || warmUps + measured > MAX) {
      throw new IllegalArgumentException("There are 1 to " + MAX + " rounds");
    }
  }

  /** Some rounds to warm up several comparisons with, before the first of them is begun. */
  public Rounds warmUp() {
    return new Rounds(0, Math.max(1, warmUps / 4));
  }

  /** The rounds that count, of what is warm already. */
  public Rounds warm() {
    return new Rounds(0, measured);
  }

  /** One of the two. */
  public interface Side {
    /** One turn. Its number counts from 0 and is the same for both sides. */
    public Sample measure(int number) throws IOException;
  }

  /** Both sides in turns. */
  public Comparison compare(String task, Side ours, Side reference) throws IOException {
    return new Comparison(
        repeat(task, number -> new Round(ours.measure(number), reference.measure(number))));
  }

  /** One side alone. */
  public List<Sample> measure(String task, Side side) throws IOException {
    return repeat(task, side::measure);
  }

  private interface Turn<T> {
    T take(int number) throws IOException;
  }

  private <T> List<T> repeat(String task, Turn<T> turn) throws IOException {
    List<T> results = new ArrayList<>();
    try (ProgressBar progress = Progress.of(task, warmUps + measured)) {
      for (int number = 0; number < warmUps + measured; number++) {
        results.add(turn.take(number));
        progress.step();
      }
    }
    return results.subList(warmUps, results.size());
  }
}
