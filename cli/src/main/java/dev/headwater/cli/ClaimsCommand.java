package dev.headwater.cli;

import dev.headwater.audit.claims.ClaimAudit;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks and repairs the claims that keep e-mail addresses unique. */
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ClaimsCommand.Check.class, ClaimsCommand.Repair.class},
    description = "Check or repair the claims that keep e-mail addresses unique.",
    commandListHeading = "%nCommands:%n",
    footer = "%nSee 'headwater claims COMMAND --help' for options and exit codes.")
final class ClaimsCommand {
  private static final String KINDS =
      """
      %nKinds of wrong claims:%n\
        orphan      a customer has a claim to an e-mail address that is not theirs%n\
        missing     a customer's e-mail address is not claimed: another could take it%n\
        duplicate   another customer has the same e-mail address, and the claim%n\
        unreadable  the events or a claim cannot be read%n\
        unsettled   the customer kept changing: check again later%n\
      %nOrphaned and missing claims can be repaired. To resolve a duplicate, change%n\
      the e-mail address of one of the two customers.\
      """;

  private ClaimsCommand() {}

  /** Reports wrong claims. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
      versionProvider = BuildVersion.class,
      description = "Report wrong claims, without changing anything.",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:All claims are right.",
        "1:Some claims are wrong.",
        "2:The command line is invalid, or the check failed."
      },
      footer = KINDS)
  static final class Check implements Callable<Integer> {
    @Mixin private ClaimsOptions options = new ClaimsOptions();

    @Override
    public Integer call() {
      return options.run(ClaimAudit::check);
    }
  }

  /** Repairs wrong claims. */
  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
      versionProvider = BuildVersion.class,
      description = "Repair wrong claims, while the service keeps running.",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:All claims are now right.",
        "1:Some claims are still wrong.",
        "2:The command line is invalid, or the repair failed."
      },
      footer = KINDS)
  static final class Repair implements Callable<Integer> {
    @Mixin private ClaimsOptions options = new ClaimsOptions();

    @Override
    public Integer call() {
      return options.run(ClaimAudit::repair);
    }
  }
}
