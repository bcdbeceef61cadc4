package dev.headwater.cli;

import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.Confirmation;
import dev.headwater.cli.report.LetterLines;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was parked, and what becomes of it. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    subcommands = {
      DeadLettersCommand.ListGroups.class,
      DeadLettersCommand.Show.class,
      DeadLettersCommand.Redrive.class,
      DeadLettersCommand.Drop.class,
      DeadLettersCommand.Archive.class,
      DeadLettersCommand.Unarchive.class,
      DeadLettersCommand.Dropped.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Inspect parked messages, and redrive them.",
      "Letters are events that did not reach a view or an index, commits that the bus refused, and"
          + " parts of the stream that the relay gave up on."
    },
    commandListHeading = "%nCommands:%n",
    footer = "%nSee 'headwater dead-letters COMMAND --help' for options and exit codes.")
final class DeadLettersCommand {
  private static final int MOST_SHOWN = 1000;
  private static final int MOST_REASON = 1000;

  private DeadLettersCommand() {}

  private static ObjectNode arguments() {
    return JsonMapper.shared().createObjectNode();
  }

  /** Groups letters. */
  @Command(
      name = "list",
      description = {
        "Group letters by the way in which they failed.",
        "Says of each group how many letters it has, of how many streams, and how many of them are"
            + " superfluous, because the view has caught up meanwhile. Looking changes nothing, but"
            + " hides letters from other readers of the queue for up to 30 seconds."
      },
      exitCodeList = {
        "0:There are no letters.",
        "1:There are letters.",
        "2:The command line is invalid, or it failed."
      })
  static final class ListGroups extends LetterCommand {
    @Option(names = "--archived", description = "List archived letters instead.")
    private boolean archived;

    @Override
    public Integer call() {
      options().start();
      ObjectNode totals =
          run(
              "LIST",
              arguments().put("archived", archived),
              new Form("groups", List.of("letters", "incomplete"), LetterLines::ofGroups));
      return totals.path("letters").asLong(0) + totals.path("incomplete").asLong(0) == 0 ? 0 : 1;
    }
  }

  /** Shows letters. */
  @Command(
      name = "show",
      description = {
        "Show letters with their content.",
        "Values of events are masked, because they may be personal."
      },
      exitCodeList = {"0:Success.", "2:The command line is invalid, or it failed."})
  static final class Show extends LetterCommand {
    @Option(names = "--archived", description = "Show archived letters instead.")
    private boolean archived;

    @Option(
        names = "--show-values",
        description = "Show the values of events, too, which may be personal data.")
    private boolean values;

    @Option(
        names = "--limit",
        defaultValue = "20",
        paramLabel = "N",
        description = "Maximum number of letters to show, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
      options().start();
      if (limit < 1 || limit > MOST_SHOWN) {
        throw refused("Invalid value for option '--limit': it must be from 1 to " + MOST_SHOWN);
      }
      run(
          "SHOW",
          arguments().put("archived", archived).put("values", values).put("limit", limit),
          new Form("letters", List.of("selected", "shown", "incomplete"), LetterLines::ofLetters));
      return 0;
    }
  }

  /** Retries what failed. */
  @Command(
      name = "redrive",
      description = {
        "Retry what failed, and remove the letters that succeed.",
        "An event's stream is folded from the log up to its end, so the order of letters does not"
            + " matter, and one letter of a stream repairs its view. A commit of the relay is"
            + " published again. Letters that are superfluous go, too. What fails again stays"
            + " parked, with its new reason and one attempt more."
      },
      exitCodeList = {
        "0:All selected letters were redriven, or were superfluous.",
        "1:Some letters stay parked.",
        "2:The command line is invalid, or it failed."
      },
      footer = "%nCan be interrupted at any moment, and begun again.")
  static final class Redrive extends LetterChange {
    @Override
    public Integer call() {
      check();
      return change("REDRIVE", arguments(), "redriven", "superfluous", "failed", "left");
    }
  }

  /** Removes letters. */
  @Command(
      name = "drop",
      description = {
        "Remove letters without redriving them.",
        "Who dropped which letters and why is remembered, see 'dropped'. The events stay in the"
            + " log: 'verify --repair' and 'rebuild' can still bring views up to date."
      },
      exitCodeList = {
        "0:All selected letters are dropped.",
        "1:Some letters stay where they are.",
        "2:The command line is invalid, or it failed."
      })
  static final class Drop extends LetterChange {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why; up to 1,000 characters.")
    private String reason = "";

    @Option(names = "--archived", description = "Drop archived letters instead.")
    private boolean archived;

    @Mixin private Confirmation confirmation = new Confirmation();

    @Override
    public Integer call() {
      check();
      if (reason.isBlank() || reason.length() > MOST_REASON) {
        throw refused(
            "Invalid value for option '--reason': it must have 1 to "
                + MOST_REASON
                + " characters");
      }
      confirmation.ask(
          "This drops "
              + shown()
              + (archived ? " in the archive" : "")
              + " of "
              + options().service().place(options().describe().name())
              + ".");
      return change(
          "DROP", arguments().put("reason", reason).put("archived", archived), "dropped", "left");
    }
  }

  /** Takes letters out of their queues. */
  @Command(
      name = "archive",
      description = {
        "Move letters from their queues to the operations table.",
        "In a queue, they expire after 14 days, and keep its alarm on."
      },
      exitCodeList = {
        "0:All selected letters are archived.",
        "1:Some letters stay parked.",
        "2:The command line is invalid, or it failed."
      })
  static final class Archive extends LetterChange {
    @Override
    public Integer call() {
      check();
      return change("ARCHIVE", arguments(), "archived", "failed", "left");
    }
  }

  /** Puts letters back. */
  @Command(
      name = "unarchive",
      description = "Put archived letters back into their queues, to redrive them there.",
      exitCodeList = {
        "0:All selected letters are back in their queues.",
        "1:Some letters stay archived.",
        "2:The command line is invalid, or it failed."
      })
  static final class Unarchive extends LetterChange {
    @Override
    public Integer call() {
      check();
      return change("UNARCHIVE", arguments(), "unarchived", "failed", "left");
    }
  }

  /** Lists drops. */
  @Command(
      name = "dropped",
      description = "List which letters were dropped, by whom, when and why.",
      exitCodeList = {"0:Success.", "2:The command line is invalid, or it failed."})
  static final class Dropped extends LetterCommand {
    @Override
    public Integer call() {
      options().start();
      if (!selection().isEmpty()) {
        throw refused("'dropped' lists all drops: leave the selection out");
      }
      run(
          "DROPPED",
          arguments().put("limit", MOST_SHOWN),
          new Form("drops", List.of(), LetterLines::ofDrops));
      return 0;
    }
  }
}
