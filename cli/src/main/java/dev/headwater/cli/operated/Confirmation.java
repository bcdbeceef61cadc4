package dev.headwater.cli.operated;

import java.io.Console;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Asks before something is done that cannot be taken back. Without a terminal it refuses, unless
 * the option {@code --yes} was given.
 */
public final class Confirmation {
  private static final Set<String> AGREED = Set.of("y", "yes");

  @Option(names = "--yes", description = "Do not ask for confirmation.")
  private boolean yes;

  /**
   * Returns if the user agrees.
   *
   * @param what will be done, to which service and where, as one sentence
   * @throws CommandException if not
   */
  public void ask(String what) {
    ask(what, terminal());
  }

  /**
   * @param terminal shows a question and returns the answer, {@code null} at the end of the input;
   *     {@code null} if there is no terminal
   */
  void ask(String what, @Nullable UnaryOperator<@Nullable String> terminal) {
    if (yes) {
      return;
    }
    if (terminal == null) {
      throw new CommandException(
          what + " This cannot be undone, and there is no terminal to ask: add --yes.", null);
    }
    String answer = terminal.apply(what + " Continue? [y/N] ");
    if (answer == null || !AGREED.contains(answer.strip().toLowerCase(Locale.ROOT))) {
      throw new CommandException("Nothing was done.", null);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // true of JDK 22 to 24 only
  private static @Nullable UnaryOperator<@Nullable String> terminal() {
    Console console = System.console();
    return console == null || !console.isTerminal()
        ? null
        : question -> {
          System.err.print(question);
          System.err.flush();
          return console.readLine();
        };
  }
}
