package dev.headwater.cli.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts a path as the user typed it. In the POSIX locale, a JVM reads every non-ASCII letter as
 * a question mark, and would silently use a different folder.
 */
public final class NameablePath implements ITypeConverter<Path> {
  private static final String UNKNOWN = "?\uFFFD";

  @Override
  public Path convert(String text) {
    return of(text, charset());
  }

  /**
   * @throws TypeConversionException if some letters of the name were lost
   */
  static Path of(String text, Charset ofNames) {
    try {
      Path path = Path.of(text);
      String whole = path.toAbsolutePath().toString();
      boolean mayBeLost =
          !ofNames.newEncoder().canEncode('é')
              && whole.chars().anyMatch(letter -> UNKNOWN.indexOf(letter) >= 0);
      if (mayBeLost) {
        throw lost(ofNames);
      }
      return path;
    } catch (InvalidPathException unreadable) {
      throw lost(ofNames);
    }
  }

  static Charset charset() {
    String name = System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name());
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }

  private static TypeConversionException lost(Charset ofNames) {
    return new TypeConversionException(
        "the path contains letters that Java cannot read in your locale, which encodes file"
            + " names in "
            + ofNames.name()
            + ": set LC_ALL=C.UTF-8, or another UTF-8 locale, and start again");
  }
}
