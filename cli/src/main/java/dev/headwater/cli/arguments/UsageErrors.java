package dev.headwater.cli.arguments;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Prints what is wrong with a command line, what was probably meant, and where to find the help.
 * The full help would push the first line out of sight.
 */
public final class UsageErrors implements CommandLine.IParameterExceptionHandler {
  /** The most letters that may be wrong, missing or superfluous; a swap counts as two. */
  private static final int MAX_EDITS = 2;

  /** Anything shorter resembles everything. */
  private static final int MIN_LENGTH = 3;

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter errors = command.getErr();
    // Picocli repeats the word for an option that takes KEY=VALUE.
    errors.println(String.valueOf(error.getMessage()).replace("option option", "option"));
    guess(error).ifPresent(name -> errors.println("Did you mean " + name + "?"));
    if (command.getSubcommands().isEmpty()) {
      errors.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    } else {
      command.usage(errors);
    }
    errors.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** The option or command whose name is closest to the unknown one. */
  private static Optional<String> guess(ParameterException error) {
    if (!(error instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return Optional.empty();
    }
    String given = bare(unmatched.getUnmatched().getFirst().split("=", 2)[0]);
    if (given.length() < MIN_LENGTH) {
      return Optional.empty();
    }
    return names(error.getCommandLine().getCommandSpec())
        .filter(name -> edits(given, bare(name)) <= MAX_EDITS)
        .min(Comparator.comparingInt(name -> edits(given, bare(name))));
  }

  private static Stream<String> names(CommandSpec command) {
    return Stream.concat(
        command.options().stream().map(OptionSpec::longestName),
        command.subcommands().keySet().stream());
  }

  private static int edits(String given, String name) {
    return LevenshteinDistance.getDefaultInstance().apply(given, name);
  }

  private static String bare(String name) {
    return name.replaceFirst("^-+", "");
  }
}
