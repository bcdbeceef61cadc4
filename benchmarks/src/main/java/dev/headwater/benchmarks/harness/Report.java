package dev.headwater.benchmarks.harness;

import java.util.List;

/**
 * The result of a benchmark.
 *
 * @param notes what the reader of the table has to know
 */
public record Report(Table table, boolean meetsGoals, List<String> notes) {
  public Report {
    notes = List.copyOf(notes);
  }

  public static Report of(List<Figure> figures, String... notes) {
    return new Report(
        new Table(Figure.HEADER, figures.stream().map(Figure::row).toList()),
        figures.stream().allMatch(Figure::meetsGoal),
        List.of(notes));
  }

  @Override
  public String toString() {
    String end = System.lineSeparator();
    return table + end + (notes.isEmpty() ? "" : end + String.join(end, notes) + end);
  }
}
