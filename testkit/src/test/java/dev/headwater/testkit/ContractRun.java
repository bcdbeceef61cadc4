package dev.headwater.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs a contract against a store within a test. */
final class ContractRun {
  private final Events tests;

  private ContractRun(Events tests) {
    this.tests = tests;
  }

  static ContractRun of(Class<?> test) {
    return new ContractRun(
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute().testEvents());
  }

  long passed() {
    return tests.succeeded().count();
  }

  /** The names of the tests that failed. */
  Set<String> failed() {
    return tests.failed().stream()
        .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
        .collect(Collectors.toSet());
  }
}
