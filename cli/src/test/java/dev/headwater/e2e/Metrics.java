package dev.headwater.e2e;

import java.util.List;

/** What {@code /metrics} answered. */
record Metrics(String text) {
  static Metrics of(CustomerApi api) {
    return new Metrics(api.get("/metrics").text());
  }

  /**
   * @param series its name with all its labels; one that is not there yet counts as 0
   */
  double value(String series) {
    String start = "headwater_" + series + " ";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .sum();
  }

  /** How often things happened: unlike the quantiles, these stand still when nothing does. */
  List<String> counts() {
    return text.lines().filter(line -> line.matches("\\w+_(total|count)\\{.*")).toList();
  }
}
