package dev.headwater.benchmarks.harness;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A line of the result.
 *
 * @param ours our measurement, with its unit
 * @param reference the reference's measurement; empty without a reference
 * @param value the number that the goal bounds
 */
public record Figure(String name, String ours, String reference, double value, Goal goal) {
  static final List<String> HEADER = List.of("figure", "ours", "reference", "result", "goal");

  /** The ratio of ours to the reference, as the median of all rounds. */
  public static Figure ratio(
      String name,
      Comparison comparison,
      ToDoubleFunction<Sample> measure,
      String unit,
      Goal goal) {
    return new Figure(
        name,
        number(comparison.ours(measure)) + " " + unit,
        number(comparison.reference(measure)) + " " + unit,
        comparison.ratio(measure),
        goal);
  }

  /** The difference of ours from the reference, as the median of all rounds. */
  public static Figure difference(
      String name,
      Comparison comparison,
      ToDoubleFunction<Sample> measure,
      String unit,
      Goal goal) {
    return new Figure(
        name,
        number(comparison.ours(measure)) + " " + unit,
        number(comparison.reference(measure)) + " " + unit,
        comparison.difference(measure),
        goal);
  }

  /** Of one side alone. */
  public static Figure alone(String name, double value, String unit, Goal goal) {
    return new Figure(name, (number(value) + " " + unit).strip(), "", value, goal);
  }

  List<String> row() {
    return List.of(name, ours, reference, number(value), goal.verdict(value));
  }

  boolean meetsGoal() {
    return goal.isMetBy(value);
  }

  /** Three significant digits, or all in front of the point. */
  public static String number(double value) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
