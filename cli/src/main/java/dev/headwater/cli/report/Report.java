package dev.headwater.cli.report;

import tools.jackson.databind.JsonNode;

/** Prints what an operation finds, while it runs. */
public sealed interface Report extends AutoCloseable permits TextReport, JsonReport {
  void add(JsonNode finding);

  /**
   * Called once, after the last finding.
   *
   * @param noun what a stream of the service is called
   */
  void end(JsonNode totals, String noun);

  @Override
  void close();
}
