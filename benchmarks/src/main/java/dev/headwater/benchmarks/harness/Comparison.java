package dev.headwater.benchmarks.harness;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Two sides that were measured in turn. Medians are over the rounds. */
public record Comparison(List<Round> rounds) {
  /** One turn of each side. */
  record Round(Sample ours, Sample reference) {
    public double ratio(ToDoubleFunction<Sample> measure) {
      return measure.applyAsDouble(ours) / measure.applyAsDouble(reference);
    }
  }

  public Comparison {
    rounds = List.copyOf(rounds);
  }

  public double ours(ToDoubleFunction<Sample> measure) {
    return median(round -> measure.applyAsDouble(round.ours));
  }

  public double reference(ToDoubleFunction<Sample> measure) {
    return median(round -> measure.applyAsDouble(round.reference));
  }

  /** The median of the rounds' ratios: a disturbance in a round affects both of its sides. */
  public double ratio(ToDoubleFunction<Sample> measure) {
    return median(round -> round.ratio(measure));
  }

  /** The median of the rounds' differences. */
  double difference(ToDoubleFunction<Sample> measure) {
    return median(
        round -> measure.applyAsDouble(round.ours) - measure.applyAsDouble(round.reference));
  }

  private double median(ToDoubleFunction<Round> measure) {
    return new Median().evaluate(rounds.stream().mapToDouble(measure).toArray());
  }
}
