package dev.headwater.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows with a header, as a Markdown table that is also readable as plain text. */
public record Table(List<String> header, List<List<String>> rows) {
  public Table {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  @Override
  public String toString() {
    List<Integer> widths = IntStream.range(0, header.size()).mapToObj(this::width).toList();
    List<String> lines = new ArrayList<>();
    lines.add(line(header, widths));
    lines.add(widths.stream().map("-"::repeat).collect(Collectors.joining(" | ", "| ", " |")));
    rows.forEach(row -> lines.add(line(row, widths)));
    return String.join(System.lineSeparator(), lines);
  }

  private int width(int column) {
    return Math.max(
        header.get(column).length(),
        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }

  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            column ->
                cells.get(column) + " ".repeat(widths.get(column) - cells.get(column).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
