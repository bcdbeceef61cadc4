package dev.headwater.benchmarks.harness;

import java.util.Locale;

/** A bound that a figure must meet. */
public sealed interface Goal {
  boolean isMetBy(double value);

  record AtMost(double bound) implements Goal {
    @Override
    public boolean isMetBy(double value) {
      return value <= bound;
    }

    @Override
    public String toString() {
      return "≤ " + number(bound);
    }
  }

  record AtLeast(double bound) implements Goal {
    @Override
    public boolean isMetBy(double value) {
      return value >= bound;
    }

    @Override
    public String toString() {
      return "≥ " + number(bound);
    }
  }

  /** For a figure that is reported for comparison only. */
  record None() implements Goal {
    @Override
    public boolean isMetBy(double value) {
      return true;
    }

    @Override
    public String toString() {
      return "";
    }
  }

  default String verdict(double value) {
    return switch (this) {
      case None() -> "none";
      case AtMost _, AtLeast _ -> (isMetBy(value) ? "meets " : "misses ") + this;
    };
  }

  private static String number(double bound) {
    return bound == Math.rint(bound)
        ? String.format(Locale.ROOT, "%.0f", bound)
        : Double.toString(bound);
  }
}
