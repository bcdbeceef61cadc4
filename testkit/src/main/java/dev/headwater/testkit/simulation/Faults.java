package dev.headwater.testkit.simulation;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often each fault happens, of a thousand occasions. A fault that strikes keeps others from the
 * same occasion, so all rates together are at most a thousand.
 */
public record Faults(Map<Fault, Integer> permille) {
  private static final int OCCASIONS = 1_000;
  private static final int USUAL = 60;

  public Faults {
    permille = Map.copyOf(permille);
    permille.forEach(
        (fault, rate) -> {
          if (rate < 0) {
            throw new IllegalArgumentException(
                "The rate of " + fault + " is " + rate + " of a thousand; give 0 or more");
          }
        });
    long sum = permille.values().stream().mapToLong(Integer::longValue).sum();
    if (sum > OCCASIONS) {
      throw new IllegalArgumentException(
          "The rates of all faults add up to "
              + sum
              + " of a thousand; lower some, or begin with Faults.none()");
    }
  }

  /** Every kind, each at 6%. */
  public static Faults all() {
    Map<Fault, Integer> all = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      all.put(fault, USUAL);
    }
    return new Faults(all);
  }

  public static Faults none() {
    return new Faults(Map.of());
  }

  /**
   * The same, but for one kind.
   *
   * @throws IllegalArgumentException when a rate is negative, or all are more than a thousand
   */
  public Faults with(Fault fault, int ofAThousand) {
    Map<Fault, Integer> changed = new EnumMap<>(Fault.class);
    changed.putAll(permille);
    changed.put(fault, ofAThousand);
    return new Faults(changed);
  }

  int of(Fault fault) {
    return permille.getOrDefault(fault, 0);
  }
}
