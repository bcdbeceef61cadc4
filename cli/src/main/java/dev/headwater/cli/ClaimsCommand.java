package dev.headwater.cli;

import dev.headwater.audit.claims.ClaimAudit;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks after the e-mails that customers have claimed for themselves. */
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ClaimsCommand.Check.class, ClaimsCommand.Repair.class},
    description = "Compare the e-mails that are taken with those that customers have.")
final class ClaimsCommand {
  private static final String KINDS =
      """
      %nWhat can be wrong:%n\
        orphan      a customer has a claim to an e-mail of somebody else's,%n\
                    or to one that nobody has%n\
        missing     a customer has no claim to the own e-mail: others could take it%n\
        duplicate   two customers have one e-mail, and the other has the claim%n\
        unreadable  events or a claim that cannot be read%n\
        unsettled   a customer who changed all the time: look again later%n\
      %nOrphans and missing claims can be repaired. Of two customers with one%n\
      e-mail, change the e-mail of one.%n\
      """;

  private ClaimsCommand() {}

  /** Tells what is wrong. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
      versionProvider = BuildVersion.class,
      footer = KINDS,
      description =
          "Tell which claims are wrong, and change nothing. Ends with 0 when none is,"
              + " with 1 when some are, with 2 when it could not look.")
  static final class Check implements Callable<Integer> {
    @Mixin private ClaimsOptions options = new ClaimsOptions();

    @Override
    public Integer call() {
      return options.run(ClaimAudit::check);
    }
  }

  /** Repairs what is wrong. */
  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
      versionProvider = BuildVersion.class,
      footer = KINDS,
      description =
          "Repair claims that are wrong; commands may go on meanwhile. Ends with 0 when all are"
              + " right now, with 1 when some are not, with 2 when it could not look.")
  static final class Repair implements Callable<Integer> {
    @Mixin private ClaimsOptions options = new ClaimsOptions();

    @Override
    public Integer call() {
      return options.run(ClaimAudit::repair);
    }
  }
}
