package dev.headwater.cli;

import dev.headwater.local.LocalCloudException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the {@code headwater} command begins. */
@Command(name = "headwater", mixinStandardHelpOptions = true, versionProvider = BuildVersion.class,
        subcommands = ServeCommand.class, synopsisSubcommandLabel = "COMMAND",
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
            command.getErr().println("headwater: " + mendable.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw problem;
    }
}
