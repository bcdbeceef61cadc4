package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.SampleCustomers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Kinds of e-mail patterns; each generates any number of different patterns. */
enum PatternKind {
  EXACT("exact") {
    @Override
    String pattern(int customer, Random random) {
      return SampleCustomers.email(customer);
    }
  },
  PREFIX("prefix") {
    @Override
    String pattern(int customer, Random random) {
      return SampleCustomers.pick(SampleCustomers.NAMES, random)
          + "."
          + (10 + random.nextInt(90))
          + "*";
    }
  },
  LEADING_WILDCARD("leading wildcard") {
    @Override
    String pattern(int customer, Random random) {
      return "*"
          + random.nextInt(10)
          + "."
          + SampleCustomers.pick(SampleCustomers.NAMES, random)
          + "@"
          + SampleCustomers.pick(SampleCustomers.HOSTS, random);
    }
  },
  INFIX("infix") {
    @Override
    String pattern(int customer, Random random) {
      return "*" + (100 + random.nextInt(900)) + "*";
    }
  };

  static final int PAGE = 50;
  private static final long SEED = 20_260_801;

  private final String label;

  PatternKind(String label) {
    this.label = label;
  }

  abstract String pattern(int customer, Random random);

  /** Events of {@code GET /customers?email=} with these patterns. */
  List<byte[]> events(int count, int customers) {
    Random random = new Random(SEED);
    return IntStream.range(0, count)
        .mapToObj(_ -> pattern(random.nextInt(customers), random))
        .map(
            pattern ->
                QueryCalls.getCustomers(Map.of("email", pattern, "limit", Integer.toString(PAGE))))
        .toList();
  }

  @Override
  public String toString() {
    return label;
  }
}
