package dev.headwater.service.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags: a strong tag that holds the number. */
public final class ETag {
  private static final Pattern STRONG = Pattern.compile("\"(0|[1-9][0-9]{0,9})\"");

  private ETag() {}

  public static String of(long version) {
    return '"' + Long.toString(version) + '"';
  }

  /** The version in an {@code If-Match} header; {@code null} without one. */
  static @Nullable Long parse(@Nullable String ifMatch) {
    if (ifMatch == null) {
      return null;
    }
    Matcher matcher = STRONG.matcher(ifMatch.strip());
    if (!matcher.matches()) {
      throw ProblemException.malformed(
          "If-Match takes one strong entity tag such as \"3\":"
              + " no weak one, no list and no *.");
    }
    return Long.valueOf(matcher.group(1));
  }
}
