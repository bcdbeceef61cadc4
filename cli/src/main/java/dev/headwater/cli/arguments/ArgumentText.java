package dev.headwater.cli.arguments;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts numbers, times and URLs on the command line, with error messages that name no Java
 * types.
 */
public final class ArgumentText {
  private static final String WHOLE = "a whole number in range";

  private ArgumentText() {}

  public static CommandLine register(CommandLine command) {
    return command
        .registerConverter(int.class, of(Integer::valueOf, WHOLE))
        .registerConverter(Integer.class, of(Integer::valueOf, WHOLE))
        .registerConverter(long.class, of(Long::valueOf, WHOLE))
        .registerConverter(double.class, of(Double::valueOf, "a number"))
        .registerConverter(Instant.class, of(Instant::parse, "a time such as 2026-01-31T08:00:00Z"))
        .registerConverter(URI.class, of(URI::create, "a URL"));
  }

  private static <T> ITypeConverter<T> of(Function<String, T> parser, String kind) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException | DateTimeParseException other) {
        throw new TypeConversionException("'" + text + "' is not " + kind);
      }
    };
  }
}
