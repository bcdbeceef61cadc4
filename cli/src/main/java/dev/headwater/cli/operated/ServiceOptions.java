package dev.headwater.cli.operated;

import dev.headwater.cli.report.Report;
import dev.headwater.service.facts.ServiceFacts;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Which service an operation is about, and how it runs. */
public final class ServiceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private OperatedService service = new OperatedService();

  @Mixin private OutputOptions output = new OutputOptions();

  public OperatedService service() {
    return service;
  }

  public OutputOptions output() {
    return output;
  }

  /** Checks the options, before anything is done. */
  public void start() {
    service.check(spec.commandLine());
    output.start();
  }

  /** What the service is. */
  public ServiceFacts describe() {
    try (OperationsClient client = service.open()) {
      return client.facts(client.describe(Console.of(spec)).path("result"));
    }
  }

  /**
   * Runs an operation to its end, after {@link #start}.
   *
   * @param report is opened when the service is found
   * @return the totals
   */
  public ObjectNode run(
      LongOperation.Run run, Supplier<Report> report, LongOperation.Exchange exchange) {
    try (OperationsClient client = service.open();
        Report lines = report.get()) {
      ObjectNode last = new LongOperation(client, run, exchange, Console.of(spec)).run(lines);
      ObjectNode totals = totals(last);
      lines.end(last);
      return totals;
    }
  }

  private static ObjectNode totals(ObjectNode answer) {
    return answer.path("totals") instanceof ObjectNode totals ? totals : answer.objectNode();
  }
}
