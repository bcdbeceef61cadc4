package dev.headwater.cli;

import java.io.PrintWriter;

import dev.headwater.local.LocalCloudException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the {@code headwater} command begins. */
@Command(name = "headwater", mixinStandardHelpOptions = true, versionProvider = BuildVersion.class,
        subcommands = {ServeCommand.class, ClaimsCommand.class, VerifyCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        description = "Event-sourced CQRS on AWS managed services, for Java.")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain);
    }

    /** What a user can mend is one sentence; anything else is a bug and keeps its stack trace. */
    private static int explain(Exception problem, CommandLine command,
            CommandLine.ParseResult given)
            throws Exception {
        if (problem instanceof LocalCloudException mendable) {
            print(mendable, isVerbose(given), command.getErr());
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (problem instanceof CommandException mendable) {
            print(mendable, isVerbose(given), command.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        throw problem;
    }

    static void print(RuntimeException problem, boolean verbose, PrintWriter errors) {
        errors.println("headwater: " + problem.getMessage() + cause(problem));
        if (verbose) {
            problem.printStackTrace(errors);
        }
        errors.flush();
    }

    /** The cause in short, unless the sentence tells it already. */
    private static String cause(RuntimeException problem) {
        Throwable cause = problem.getCause();
        if (cause == null) {
            return "";
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return String.valueOf(problem.getMessage()).contains(message)
                ? ""
                : " (%s: %s)".formatted(cause.getClass().getSimpleName(), message);
    }

    private static boolean isVerbose(CommandLine.@Nullable ParseResult given) {
        return given != null
                && (given.hasMatchedOption("--verbose") || isVerbose(given.subcommand()));
    }
}
