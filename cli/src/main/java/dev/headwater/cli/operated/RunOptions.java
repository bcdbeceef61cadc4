package dev.headwater.cli.operated;

import dev.headwater.cli.report.Report;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options of a long operation that can be resumed, and how it runs. */
public final class RunOptions {
  @Mixin private TransferOptions options = new TransferOptions();

  @Option(
      names = "--resume",
      description = "Continue the last run, which was interrupted, with the same options.")
  private boolean resume;

  public OutputOptions output() {
    return options.output();
  }

  /**
   * Runs an operation to its end.
   *
   * @param arguments to which the rate is added
   * @param report is opened when the options are known to be right
   * @return the totals
   */
  public ObjectNode run(String operation, ObjectNode arguments, Supplier<Report> report) {
    options.start();
    return options.run(
        new LongOperation.Run(operation, arguments, resume),
        report,
        LongOperation.Exchange.OF_POSITIONS);
  }
}
