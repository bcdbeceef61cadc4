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
 * Which faults strike how often.
 *
 * @param rates from 0 to 1 for each chance that a fault has to strike; a fault that is absent never
 *     does
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
   * Reads {@code seed=7,duplicate=0.2,delay=0.1}. {@code all} stands for the kinds that are not
   * named. Without a seed one is drawn.
   *
   * @throws LocalCloudException when a kind is unknown or given twice, or a number is none
   */
  public static ChaosSettings parse(String text) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", -1);
      if (pair.length != 2) {
        throw new LocalCloudException(
            "\"" + part.strip() + "\" is no fault with its rate: write for example drop=0.1.");
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
                    "There is no fault \""
                        + name
                        + "\": choose "
                        + Arrays.stream(Fault.values())
                            .map(Fault::option)
                            .collect(Collectors.joining(", "))
                        + " or all."));
  }

  private static double rate(String name, String text) {
    try {
      double rate = Double.parseDouble(text);
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
      throw new LocalCloudException(noRate(name, text));
    } catch (NumberFormatException e) {
      throw new LocalCloudException(noRate(name, text), e);
    }
  }

  private static String noRate(String name, String text) {
    return "The rate of "
        + name
        + " is \""
        + text
        + "\": write a number from 0 to 1, such as "
        + name
        + "=0.1.";
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new LocalCloudException(
          "The seed " + text + " is no whole number: write for example seed=7.", e);
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return Stream.concat(
            Stream.of(SEED + "=" + seed),
            rates.entrySet().stream().map(rate -> rate.getKey().option() + "=" + rate.getValue()))
        .collect(Collectors.joining(","));
  }
}
