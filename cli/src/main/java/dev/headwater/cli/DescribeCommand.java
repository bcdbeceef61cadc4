package dev.headwater.cli;

import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.Console;
import dev.headwater.cli.operated.OperatedService;
import dev.headwater.cli.operated.OperationsClient;
import dev.headwater.cli.operated.OutputOptions;
import dev.headwater.cli.report.ServicePage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows what a service is. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    description = "Show a service's aggregates, commands, events, views and queries.",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The service was shown.",
      "2:The command line is invalid, or the service did not answer."
    })
final class DescribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private OperatedService service = new OperatedService();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    service.check(spec.commandLine());
    output.start();
    PrintWriter out = spec.commandLine().getOut();
    try (OperationsClient client = service.open()) {
      ObjectNode answer = client.describe(Console.of(spec));
      JsonNode result = answer.path("result");
      if (output.isJson()) {
        out.println(result.toPrettyString());
      } else {
        new ServicePage(out).print(client.facts(result), answer.path("headwater").asString());
      }
    }
    out.flush();
    return 0;
  }
}
