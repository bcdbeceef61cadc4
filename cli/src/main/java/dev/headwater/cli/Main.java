package dev.headwater.cli;

import dev.headwater.cli.arguments.ArgumentText;
import dev.headwater.cli.arguments.NameablePath;
import dev.headwater.cli.arguments.UsageErrors;
import dev.headwater.cli.backup.BackupException;
import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.CommandException;
import dev.headwater.host.HeadwaterException;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code headwater} command. */
@Command(
    name = "headwater",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    subcommands = {
      ServeCommand.class,
      DescribeCommand.class,
      StatusCommand.class,
      CheckCommand.class,
      VerifyCommand.class,
      RebuildCommand.class,
      ClaimsCommand.class,
      DeadLettersCommand.class,
      RepublishCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "Run a Headwater service on this machine, and operate it here or on AWS.",
    commandListHeading = "%nCommands:%n",
    footer = "%nSee 'headwater COMMAND --help' for options and exit codes.")
public final class Main {
  private Main() {}

  /** Uses Lambda's locale instead of the user's: DynamoDB Local fails with some others. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.US);
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return ArgumentText.register(new CommandLine(new Main()))
        .setExecutionStrategy(Main::execute)
        .setExecutionExceptionHandler(Main::explain)
        .setParameterExceptionHandler(new UsageErrors())
        .registerConverter(Path.class, new NameablePath());
  }

  /** Picocli passes exceptions to the handler below, but would exit with 1 on an {@link Error}. */
  private static int execute(CommandLine.ParseResult given) {
    try {
      return new CommandLine.RunLast().execute(given);
    } catch (Error e) {
      throw new CommandLine.ExecutionException(
          given.asCommandLineList().getLast(), "An error of the JVM or a bug", e);
    }
  }

  /** Prints one sentence about the failure, and exits with the code that the command declares. */
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
      case BackupException repairable -> repairable.getMessage() + cause(repairable) + ".";
      case LocalCloudException repairable -> repairable.getMessage() + cause(repairable);
      case HeadwaterException failure -> failure.getMessage() + ".";
      default ->
          "'"
              + command
              + "' failed with a "
              + problem.getClass().getName()
              + "; add --verbose to see where.";
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
    return problem instanceof HeadwaterException
            || problem instanceof CommandException
            || problem instanceof BackupException
        ? problem
        : RedactedException.of(problem);
  }

  /** The cause in short, unless the sentence already contains it. */
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
