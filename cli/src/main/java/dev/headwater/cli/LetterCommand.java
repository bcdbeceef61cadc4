package dev.headwater.cli;

import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.LongOperation;
import dev.headwater.cli.operated.ServiceOptions;
import dev.headwater.cli.report.JsonReport;
import dev.headwater.cli.report.Report;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A command about dead letters, which inherits what this says of all of them. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n")
abstract class LetterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private LetterSelection selection = new LetterSelection();

  @Mixin private ServiceOptions options = new ServiceOptions();

  LetterSelection selection() {
    return selection;
  }

  ServiceOptions options() {
    return options;
  }

  ParameterException refused(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }

  /**
   * How results are printed.
   *
   * @param list what the JSON document calls the findings
   * @param counts the totals in it
   */
  record Form(String list, List<String> counts, Function<PrintWriter, Report> text) {}

  /**
   * Runs an action to its end.
   *
   * @return the totals
   */
  ObjectNode run(String action, ObjectNode arguments, Form form) {
    selection.writeTo(arguments);
    PrintWriter out = spec.commandLine().getOut();
    return options.run(
        new LongOperation.Run("dead-letters", arguments.put("action", action), false),
        () ->
            options.output().isJson()
                ? new JsonReport(out, form.list(), form.counts(), LetterCommand::remaining)
                : form.text().apply(out),
        LongOperation.Exchange.REPEATABLE);
  }

  /** How many selected letters stay where they are, and one more if not all were seen. */
  static long remaining(JsonNode totals) {
    return totals.path("failed").asLong(0)
        + totals.path("left").asLong(0)
        + totals.path("incomplete").asLong(0);
  }
}
