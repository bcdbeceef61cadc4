package dev.headwater.cli;

import dev.headwater.host.HeadwaterException;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the {@code headwater} command begins. */
@Command(
    name = "headwater",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    subcommands = {ServeCommand.class, ClaimsCommand.class, VerifyCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Event-sourced CQRS on AWS managed services, for Java.")
public final class Main {
  private Main() {}

  /** In the language of Lambda, whatever the user's: DynamoDB Local fails with some others. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.US);
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return NumberText.register(new CommandLine(new Main()))
        .setExecutionStrategy(Main::execute)
        .setExecutionExceptionHandler(Main::explain)
        .setParameterExceptionHandler(new UsageErrors())
        .registerConverter(Path.class, new NameablePath());
  }

  /** Picocli has exceptions explained, and would let an error end the process with 1. */
  private static int execute(CommandLine.ParseResult given) {
    try {
      return new CommandLine.RunLast().execute(given);
    } catch (Error e) {
      throw new CommandLine.ExecutionException(
          given.asCommandLineList().getLast(), "An error of the JVM or a bug", e);
    }
  }

  /** Whatever happened is one sentence, and each command says with what code it ends then. */
  private static int explain(Exception thrown, CommandLine command, CommandLine.ParseResult given) {
    CommandLine.Model.CommandSpec spec = command.getCommandSpec();
    Throwable problem =
        thrown instanceof CommandLine.ExecutionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    print(sentence(problem, spec.qualifiedName()), problem, isVerbose(given), command.getErr());
    return problem instanceof CommandException
        ? CommandLine.ExitCode.USAGE
        : spec.exitCodeOnExecutionException();
  }

  /** Only our own messages are known to quote no data. */
  private static String sentence(Throwable problem, String command) {
    return switch (problem) {
      case CommandException repairable -> repairable.getMessage() + cause(repairable);
      case LocalCloudException repairable -> repairable.getMessage() + cause(repairable);
      case HeadwaterException failure -> failure.getMessage() + ".";
      default ->
          "'"
              + command
              + "' broke off because of a "
              + problem.getClass().getName()
              + ": --verbose shows where.";
    };
  }

  static void print(LocalCloudException problem, boolean verbose, PrintWriter errors) {
    print(problem.getMessage() + cause(problem), problem, verbose, errors);
  }

  private static void print(
      String sentence, Throwable problem, boolean verbose, PrintWriter errors) {
    errors.println("headwater: " + sentence);
    if (verbose) {
      trace(problem).printStackTrace(errors);
    }
    errors.flush();
  }

  /** Without the messages of foreign exceptions, which may quote data. */
  private static Throwable trace(Throwable problem) {
    return problem instanceof HeadwaterException || problem instanceof CommandException
        ? problem
        : RedactedException.of(problem);
  }

  /** The cause in short, unless the sentence tells it already. */
  private static String cause(RuntimeException problem) {
    Throwable cause = problem.getCause();
    if (cause == null) {
      return "";
    }
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    if (String.valueOf(problem.getMessage()).contains(message)) {
      return "";
    }
    return cause instanceof RedactedException
        ? " (" + message + ")"
        : " (%s: %s)".formatted(cause.getClass().getSimpleName(), message);
  }

  private static boolean isVerbose(CommandLine.@Nullable ParseResult given) {
    return given != null && (given.hasMatchedOption("--verbose") || isVerbose(given.subcommand()));
  }
}
