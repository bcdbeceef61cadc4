package dev.headwater.cli;

import dev.headwater.cli.report.Report;
import dev.headwater.host.Host;
import dev.headwater.service.facts.ServiceFacts;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Which service an operation is about, at which rate, and how it runs. */
final class TransferOptions {
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

  @Mixin private OutputOptions output = new OutputOptions();

  OperatedService service() {
    return service;
  }

  OutputOptions output() {
    return output;
  }

  int unitsPerSecond() {
    return unitsPerSecond;
  }

  /** Checks the options, before anything is done. */
  void start() {
    if (unitsPerSecond < 0) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--rate': it must not be negative");
    }
    service.check(spec.commandLine());
    output.start();
  }

  /** What the service is. */
  ServiceFacts describe() {
    try (OperationsClient client = service.open()) {
      return client.facts(client.describe().path("result"));
    }
  }

  /**
   * Runs an operation to its end, after {@link #start}.
   *
   * @param run to which the rate is added
   * @param report is opened when the service is found
   * @return the totals
   */
  ObjectNode run(LongOperation.Run run, Supplier<Report> report, LongOperation.Exchange exchange) {
    run.arguments().put("rate", unitsPerSecond);
    try (OperationsClient client = service.open();
        Report lines = report.get()) {
      ObjectNode last = new LongOperation(client, run, exchange, console()).run(lines);
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
