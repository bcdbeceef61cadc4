package dev.headwater.local.chaos;

import dev.headwater.local.ground.LocalCloudException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often each fault strikes.
 *
 * @param rates the probability, from 0 to 1, that a fault strikes at each opportunity; absent
 *     faults never strike
 */
public record ChaosSettings(long seed, Map<Fault, Double> rates) {
  public static final ChaosSettings NONE = new ChaosSettings(0, Map.of());

  private static final String SEED = "seed";
  private static final String ALL = "all";
  private static final long SEEDS = 1_000_000;

  public ChaosSettings {
    Map<Fault, Double> copy = new EnumMap<>(Fault.class);
    copy.putAll(rates);
    copy.values().removeIf(rate -> rate == 0);
    rates = Collections.unmodifiableMap(copy);
  }

  /**
   * Parses text such as {@code seed=7,duplicate=0.2,delay=0.1}. {@code all} sets the rate of all
   * faults that are not listed. Without a seed, a random one is chosen.
   *
   * @throws LocalCloudException when a fault is unknown or listed twice, or a number is malformed
   */
  public static ChaosSettings parse(String text) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", -1);
      if (pair.length != 2) {
        throw new LocalCloudException(
            "\"" + part.strip() + "\" is not a fault with a rate: write, for example, drop=0.1.");
      }
      if (given.put(pair[0], pair[1]) != null) {
        throw new LocalCloudException(pair[0] + " is given twice: give it once.");
      }
    }
    String seed = given.remove(SEED);
    Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    String all = given.remove(ALL);
    if (all != null) {
      double rate = rate(ALL, all);
      Arrays.stream(Fault.values()).forEach(fault -> rates.put(fault, rate));
    }
    given.forEach((name, rate) -> rates.put(fault(name), rate(name, rate)));
    return new ChaosSettings(
        seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : seed(seed), rates);
  }

  private static Fault fault(String name) {
    return Fault.named(name)
        .orElseThrow(
            () ->
                new LocalCloudException(
                    "There is no fault \"%s\": choose %s or all."
                        .formatted(
                            name,
                            Arrays.stream(Fault.values())
                                .map(Fault::option)
                                .collect(Collectors.joining(", ")))));
  }

  private static double rate(String name, String text) {
    try {
      double rate = Double.parseDouble(text);
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
      throw new LocalCloudException(invalidRate(name, text));
    } catch (NumberFormatException e) {
      throw new LocalCloudException(invalidRate(name, text), e);
    }
  }

  private static String invalidRate(String name, String text) {
    return "The rate of %s is \"%s\": write a number from 0 to 1, such as %s=0.1."
        .formatted(name, text, name);
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new LocalCloudException(
          "The seed " + text + " is not a whole number: write, for example, seed=7.", e);
    }
  }

  /** The settings in the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return Stream.concat(
            Stream.of(SEED + "=" + seed),
            rates.entrySet().stream().map(rate -> rate.getKey().option() + "=" + rate.getValue()))
        .collect(Collectors.joining(","));
  }
}
