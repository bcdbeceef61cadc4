package dev.headwater.cli.operated;

import dev.headwater.cli.report.Report;
import dev.headwater.service.facts.ServiceFacts;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Which service an operation is about, at which rate, and how it runs. */
public final class TransferOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "UNITS",
      description =
          "Maximum capacity units per second for each table; 0 for no limit (default:"
              + " ${DEFAULT-VALUE}).")
  private int unitsPerSecond;

  @Mixin private ServiceOptions options = new ServiceOptions();

  public OperatedService service() {
    return options.service();
  }

  public OutputOptions output() {
    return options.output();
  }

  public int unitsPerSecond() {
    return unitsPerSecond;
  }

  /** Checks the options, before anything is done. */
  public void start() {
    if (unitsPerSecond < 0) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--rate': it must not be negative");
    }
    options.start();
  }

  /** What the service is. */
  public ServiceFacts describe() {
    return options.describe();
  }

  /**
   * Runs an operation to its end, after {@link #start}.
   *
   * @param run to which the rate is added
   * @param report is opened when the service is found
   * @return the totals
   */
  public ObjectNode run(
      LongOperation.Run run, Supplier<Report> report, LongOperation.Exchange exchange) {
    run.arguments().put("rate", unitsPerSecond);
    return options.run(run, report, exchange);
  }
}
