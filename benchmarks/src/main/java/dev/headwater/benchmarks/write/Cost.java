package dev.headwater.benchmarks.write;

import java.util.List;

/** What a command takes of DynamoDB: HTTP requests, read units and write units. */
record Cost(int requests, double readUnits, double writeUnits) {
  List<String> cells() {
    return List.of(Integer.toString(requests), units(readUnits), units(writeUnits));
  }

  @Override
  public String toString() {
    return String.join(" / ", cells());
  }

  private static String units(double units) {
    return units == Math.rint(units) ? Long.toString((long) units) : Double.toString(units);
  }
}
