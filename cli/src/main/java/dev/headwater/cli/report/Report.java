package dev.headwater.cli.report;

import tools.jackson.databind.JsonNode;

/** Prints what an operation finds, while it runs. Thread-safe. */
public sealed interface Report extends AutoCloseable permits TextReport, JsonReport {
  void add(JsonNode finding);

  /** Called with the number of findings that were not added, because they did not fit. */
  void omit(long findings);

  /** What was added is printed when this returns. */
  void flush();

  /**
   * Called once, after the last finding.
   *
   * @param answer the last one of the service, with the totals
   */
  void end(JsonNode answer);

  /** Ends the report, even if the run has not come to its end; idempotent. */
  @Override
  void close();
}
