package dev.headwater.benchmarks.write;

import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Table;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The measured cost of commands on streams of several lengths, and DynamoDB's floor. */
final class CostCard {
  private static final List<String> HEADER =
      List.of(
          "command",
          "commits before",
          "requests",
          "read units",
          "write units",
          "$ per million",
          "goal");
  private static final int PRICE_DIGITS = 3;

  /** The measured cost and, where it is a goal, DynamoDB's minimum. */
  private record Line(String command, Cost cost, @Nullable Cost floor) {
    boolean meetsGoal() {
      return floor == null || floor.equals(cost);
    }

    String verdict() {
      return floor == null ? "none" : (meetsGoal() ? "meets " : "misses ") + floor;
    }
  }

  private final Prices prices;
  private final Map<Line, List<Integer>> lengths = new LinkedHashMap<>();

  CostCard(Prices prices) {
    this.prices = prices;
  }

  /** Stream lengths at which a command costs the same share a line. */
  void add(String command, int commits, Cost cost, @Nullable Cost floor) {
    lengths.computeIfAbsent(new Line(command, cost, floor), _ -> new ArrayList<>()).add(commits);
  }

  Report report() {
    List<List<String>> rows =
        lengths.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList();
    return new Report(
        new Table(HEADER, rows),
        lengths.keySet().stream().allMatch(Line::meetsGoal),
        List.of(
            "Goals are requests / read units / write units. The units of transactions, of"
                + " empty queries and of failed conditions are AWS's rules;",
            "DynamoDB Local reports others or none. Prices: on demand in "
                + prices.region()
                + " ("
                + prices.source()
                + ")."));
  }

  private List<String> row(Line line, List<Integer> commits) {
    List<String> row = new ArrayList<>();
    row.add(line.command);
    row.add(
        commits.stream()
            .map(count -> String.format(Locale.ROOT, "%,d", count))
            .collect(Collectors.joining("; ")));
    row.addAll(line.cost.cells());
    row.add(
        prices.perMillion(line.cost).setScale(PRICE_DIGITS, RoundingMode.HALF_UP).toPlainString());
    row.add(line.verdict());
    return row;
  }
}
