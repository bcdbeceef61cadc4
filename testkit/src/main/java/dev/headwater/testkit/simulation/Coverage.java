package dev.headwater.testkit.simulation;

import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what happened in simulated runs: a simulation in which nothing happens proves nothing.
 *
 * @param commits the number of stored commits
 * @param faults the number of occurrences of each fault
 */
public record Coverage(int commits, Map<Fault, Integer> faults) {
  static final Coverage NOTHING = new Coverage(0, Map.of());

  public Coverage {
    faults = Map.copyOf(faults);
  }

  Coverage and(Coverage other) {
    Map<Fault, Integer> both = new EnumMap<>(Fault.class);
    both.putAll(faults);
    other.faults.forEach((fault, count) -> both.merge(fault, count, Integer::sum));
    return new Coverage(commits + other.commits, both);
  }
}
