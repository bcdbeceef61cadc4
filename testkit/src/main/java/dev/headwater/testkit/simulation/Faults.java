package dev.headwater.testkit.simulation;

import java.util.EnumMap;
import java.util.Map;

/**
 * The rate of each fault, per thousand occasions. At most one fault strikes on an occasion, so the
 * rates add up to at most a thousand.
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
                "The rate of " + fault + " is " + rate + " per thousand; it must be 0 or more");
          }
        });
    long sum = permille.values().stream().mapToLong(Integer::longValue).sum();
    if (sum > OCCASIONS) {
      throw new IllegalArgumentException(
          "The rates of all faults add up to "
              + sum
              + " per thousand; lower some, or start with Faults.none()");
    }
  }

  /** Every fault at 6%. */
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
   * The same rates, except for one fault.
   *
   * @throws IllegalArgumentException if a rate is negative, or the rates exceed a thousand together
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
