package dev.headwater.cli;

import dev.headwater.cli.report.LetterLines;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** A command that changes dead letters: it wants to know which. */
abstract class LetterChange extends LetterCommand {
  @Option(names = "--all", description = "All letters of all queues.")
  private boolean all;

  /** The selection, as a sentence names it. */
  String shown() {
    return all ? "all letters" : selection().shown();
  }

  /** Checks the options, before anything is done. */
  void check() {
    options().start();
    if (!all && selection().isEmpty()) {
      throw refused("Select letters with --queue, --group, --stream or --message, or --all");
    }
    if (all && !selection().isEmpty()) {
      throw refused("--all goes without another selection");
    }
  }

  /**
   * Runs an action to its end.
   *
   * @param counts the totals to print
   * @return the exit code
   */
  int change(String action, ObjectNode arguments, String... counts) {
    arguments.put("all", all);
    ObjectNode totals =
        run(action, arguments, new Form("failures", List.of(counts), LetterLines::ofResults));
    return remaining(totals) == 0 ? 0 : 1;
  }
}
