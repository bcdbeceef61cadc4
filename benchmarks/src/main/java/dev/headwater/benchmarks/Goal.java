package dev.headwater.benchmarks;

import java.util.Locale;

/** A bound that a figure is to keep. */
sealed interface Goal {
    double bound();

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

    default String verdict(double value) {
        return (isMetBy(value) ? "meets " : "misses ") + this;
    }

    private static String number(double bound) {
        return bound == Math.rint(bound)
                ? String.format(Locale.ROOT, "%.0f", bound)
                : Double.toString(bound);
    }
}
