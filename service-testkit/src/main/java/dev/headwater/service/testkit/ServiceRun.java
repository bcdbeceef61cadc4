package dev.headwater.service.testkit;

import dev.headwater.testkit.ManualClock;

/** A service that runs, and can be sent requests. */
sealed interface ServiceRun extends AutoCloseable permits InMemoryRun, LocalCloudRun {
  Reply send(Request request);

  /** Whether a query may have to be repeated until it shows what the commands before it did. */
  boolean viewsLag();

  /**
   * The clock of a service whose time stands still.
   *
   * @throws IllegalStateException if its time cannot be set
   */
  ManualClock clock();

  /** An id that no other call returns to a test that shares the service. */
  String newId();

  @Override
  void close();
}
