package dev.headwater.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** All that a run found: each finding is reported as it is made, a few times, and fails the run. */
final class Findings {
  private static final int REPORTED_EACH = 3;
  private static final int REPORTED_FINDINGS = 200;

  private final Map<Finding, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final Consumer<String> report;

  /**
   * @param report gets the text of a finding
   */
  Findings(Consumer<String> report) {
    this.report = report;
  }

  /**
   * Adds one, and prints how to make it again.
   *
   * @param where the index or name of what was sent
   * @param sent its bytes; empty when nothing was sent
   * @param seen what came of it
   */
  void add(Finding finding, String where, Bytes sent, String seen) {
    int count = counts.computeIfAbsent(finding, _ -> new AtomicInteger()).incrementAndGet();
    if (count <= REPORTED_EACH && counts.size() <= REPORTED_FINDINGS) {
      report.accept(
          "FOUND %s %s at %s%n  sent %s%n  seen %s"
              .formatted(finding.kind(), finding.what(), where, sent.escaped(), seen));
    }
  }

  Set<Finding> all() {
    return Set.copyOf(counts.keySet());
  }

  void assertNone() {
    counts.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .forEach(
            entry ->
                report.accept(
                    "%s %s: %s times"
                        .formatted(
                            entry.getKey().kind(), entry.getKey().what(), entry.getValue())));
    assertThat(counts.size()).as("findings, which are printed above").isZero();
  }
}
