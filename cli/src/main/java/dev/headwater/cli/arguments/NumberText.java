package dev.headwater.cli.arguments;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts numbers on the command line, with error messages that name no Java types. */
public final class NumberText {
  private static final String WHOLE = "a whole number in range";

  private NumberText() {}

  public static CommandLine register(CommandLine command) {
    return command
        .registerConverter(int.class, of(Integer::valueOf, WHOLE))
        .registerConverter(Integer.class, of(Integer::valueOf, WHOLE))
        .registerConverter(long.class, of(Long::valueOf, WHOLE))
        .registerConverter(double.class, of(Double::valueOf, "a number"));
  }

  private static <N> ITypeConverter<N> of(Function<String, N> parser, String kind) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (NumberFormatException notANumber) {
        throw new TypeConversionException("'" + text + "' is not " + kind);
      }
    };
  }
}
