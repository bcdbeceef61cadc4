package dev.headwater.local.chaos;

import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * The random draws of one kind of fault. A single number decides whether the fault strikes and how
 * hard, so the n-th draw has the same outcome in every run with the same seed and rate.
 */
final class FaultStream {
  private final double rate;
  private final SplittableRandom random;
  private final LongAdder strikes = new LongAdder();

  FaultStream(double rate, SplittableRandom random) {
    this.rate = rate;
    this.random = random;
  }

  /** How hard the fault strikes, uniformly in [0, 1); empty if it does not strike. */
  OptionalDouble draw() {
    if (rate == 0) {
      return OptionalDouble.empty();
    }
    double number = next();
    if (number >= rate) {
      return OptionalDouble.empty();
    }
    strikes.increment();
    return OptionalDouble.of(number / rate);
  }

  private synchronized double next() {
    return random.nextDouble();
  }

  long strikes() {
    return strikes.sum();
  }
}
