package dev.headwater.service.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The declared type of a body, which must be JSON in UTF-8. */
final class ContentType {
  private static final Pattern JSON =
      Pattern.compile(
          "\\s*application/json\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*([^;]*)", Pattern.CASE_INSENSITIVE);

  /** As clients spell it, in quotes of either kind too. */
  private static final Pattern UTF_8 =
      Pattern.compile("([\"']?)utf-?8\\1\\s*", Pattern.CASE_INSENSITIVE);

  private ContentType() {}

  /**
   * @throws ProblemException if the body is declared to be anything else
   */
  static void check(String header) {
    if (!JSON.matcher(header).matches()) {
      throw unsupported("Send the body as Content-Type: application/json.");
    }
    Matcher charset = CHARSET.matcher(header);
    while (charset.find()) {
      if (!UTF_8.matcher(charset.group(1)).matches()) {
        throw unsupported("Send the body in UTF-8, the one charset of JSON.");
      }
    }
  }

  private static ProblemException unsupported(String detail) {
    return new ProblemException(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail));
  }
}
