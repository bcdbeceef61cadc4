package dev.headwater.benchmarks.harness;

import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/** How long each operation of a round took. */
public final class Sample {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private static final Percentile NEAREST_RANK =
      new Percentile().withEstimationType(EstimationType.R_1);

  private final long elapsedNanos;
  private final double[] nanos;

  /** A sample of consecutive operations. */
  public Sample(long... nanos) {
    this(Arrays.stream(nanos).sum(), nanos);
  }

  private Sample(long elapsedNanos, long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("A sample has at least one operation");
    }
    this.elapsedNanos = elapsedNanos;
    this.nanos = Arrays.stream(nanos).asDoubleStream().toArray();
  }

  /** A sample of parallel operations, which took this time in total. */
  static Sample sideBySide(long elapsedNanos, long... nanos) {
    return new Sample(elapsedNanos, nanos);
  }

  /** An operation to measure. */
  public interface Operation {
    /** Runs the operation; numbers start at 0 in each round. */
    void run(int number) throws IOException;
  }

  /** Runs the operations one after another. */
  public static Sample of(int operations, Operation operation) throws IOException {
    long[] nanos = new long[operations];
    for (int number = 0; number < operations; number++) {
      long begun = System.nanoTime();
      operation.run(number);
      nanos[number] = System.nanoTime() - begun;
    }
    return new Sample(nanos);
  }

  /** Runs the operations one after another, and repeats them all this many times. */
  public static Sample of(int passes, int operations, Operation operation) throws IOException {
    return of(passes * operations, number -> operation.run(number % operations));
  }

  /** The percentile of the operations' times, by nearest rank. */
  public double percentileMillis(double percent) {
    return NEAREST_RANK.evaluate(nanos, percent) / NANOS_PER_MILLI;
  }

  public double p50() {
    return percentileMillis(50);
  }

  public double p99() {
    return percentileMillis(99);
  }

  public double perSecond() {
    return nanos.length / seconds();
  }

  /** The total time of all operations. */
  public double seconds() {
    return elapsedNanos / NANOS_PER_SECOND;
  }
}
