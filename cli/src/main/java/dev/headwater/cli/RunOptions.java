package dev.headwater.cli;

import dev.headwater.cli.report.Report;
import dev.headwater.host.Host;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** The options of a long operation, and how it runs. */
final class RunOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private OperatedService service = new OperatedService();

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "UNITS",
      description =
          "Maximum capacity units per second for each table; 0 for no limit (default:"
              + " ${DEFAULT-VALUE}).")
  private int unitsPerSecond;

  @Option(
      names = "--resume",
      description = "Continue the last run, which was interrupted, with the same options.")
  private boolean resume;

  @Mixin private OutputOptions output = new OutputOptions();

  OutputOptions output() {
    return output;
  }

  /**
   * Runs an operation to its end.
   *
   * @param arguments to which the rate is added
   * @param report is opened when the options are known to be right
   * @return the totals
   */
  ObjectNode run(String operation, ObjectNode arguments, Supplier<Report> report) {
    if (unitsPerSecond < 0) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--rate': it must not be negative");
    }
    service.check(spec.commandLine());
    output.start();
    arguments.put("rate", unitsPerSecond);
    try (OperationsClient client = service.open();
        Report lines = report.get()) {
      ObjectNode last =
          new LongOperation(client, operation, arguments, resume, console()).run(lines);
      ObjectNode totals = totals(last);
      lines.end(last);
      return totals;
    }
  }

  private LongOperation.Console console() {
    return new LongOperation.Console(spec.commandLine().getErr(), Host.system().sleeper());
  }

  private static ObjectNode totals(ObjectNode answer) {
    return answer.path("totals") instanceof ObjectNode totals ? totals : answer.objectNode();
  }
}
