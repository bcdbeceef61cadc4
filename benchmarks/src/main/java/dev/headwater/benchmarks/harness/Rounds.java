package dev.headwater.benchmarks.harness;

import dev.headwater.benchmarks.harness.Comparison.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;

/**
 * Measures two sides in turn, A B A B …, so that drift and other load on the machine affect both.
 *
 * @param warmUps rounds before the ones that count
 */
public record Rounds(int warmUps, int measured) {
  public static final int MAX = 1000;

  public Rounds {
    if (warmUps < 0 || measured < 1 || warmUps + measured > MAX) {
      throw new IllegalArgumentException("There are 1 to " + MAX + " rounds");
    }
  }

  /** Only the warm-up rounds: to warm up several comparisons before the first one begins. */
  public Rounds warmUp() {
    return new Rounds(0, Math.max(1, warmUps / 4));
  }

  /** Only the rounds that count, for comparisons that are warm already. */
  public Rounds warm() {
    return new Rounds(0, measured);
  }

  /** One of the two sides. */
  public interface Side {
    /** One turn. Numbers start at 0 and are the same for both sides. */
    public Sample measure(int number) throws IOException;
  }

  /** Measures both sides in turn. */
  public Comparison compare(String task, Side ours, Side reference) throws IOException {
    return new Comparison(
        repeat(task, number -> new Round(ours.measure(number), reference.measure(number))));
  }

  /** Measures one side alone. */
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
