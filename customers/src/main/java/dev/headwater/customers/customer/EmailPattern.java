package dev.headwater.customers.customer;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Brings a pattern of e-mail addresses into their normal form, so that it matches regardless of
 * spelling. {@code *} and {@code ?} are wildcards; a backslash escapes the next character.
 *
 * <p>The part before the last {@code @} is normalised as a local part, and the part after it as a
 * domain, whose labels without a wildcard may be in Punycode. Without an {@code @}, the whole
 * pattern is normalised as a local part, and complete labels in Punycode are converted.
 */
public final class EmailPattern {
  private static final char ESCAPE = '\\';

  /** Noncharacters that stand for the wildcards during normalisation. */
  private static final char ANY = '\ufdd0';

  private static final char ONE = '\ufdd1';
  private static final Pattern WILDCARD = Pattern.compile("[" + ANY + ONE + "]");
  private static final Pattern LITERAL = Pattern.compile("[^" + ANY + ONE + "]+");

  private static final String PLUS_IN_A_URL = "%2B";

  private EmailPattern() {}

  /**
   * The normal form of a pattern that can match an address.
   *
   * @throws IllegalArgumentException if it contains a character that no address can contain; the
   *     message does not quote the text
   */
  public static String parse(String text) {
    String normal = normalise(text);
    if (normal.codePoints().anyMatch(Characters::isWhiteSpace)) {
      throw new IllegalArgumentException(
          "must not contain white space, which no e-mail has:"
              + " in a URL, write a + as "
              + PLUS_IN_A_URL);
    }
    if (normal.codePoints().anyMatch(EmailAddress::isForbidden)) {
      throw new IllegalArgumentException("must have characters that an e-mail can have");
    }
    return normal;
  }

  /**
   * The normal form of any pattern. A malformed pattern, such as one that ends in an escape, stays
   * malformed.
   */
  public static String normalise(String text) {
    String pattern = Characters.trim(text);
    if (EmailAddress.isPlain(pattern)) {
      return pattern.toLowerCase(Locale.ROOT);
    }
    if (pattern.length() > EmailAddress.MAX_GIVEN
        || hasWildcard(pattern)
        || endsInEscape(pattern)) {
      return pattern;
    }
    String marked = marked(pattern);
    int at = marked.lastIndexOf('@');
    return unmarked(
        at < 0
            ? decoded(CaseFolding.fold(marked))
            : localPart(marked.substring(0, at)) + '@' + domain(marked.substring(at + 1)));
  }

  private static String localPart(String marked) {
    return hasWildcard(marked) ? CaseFolding.fold(marked) : LocalPart.normalise(marked);
  }

  private static String domain(String marked) {
    return hasWildcard(marked)
        ? decoded(
            LITERAL
                .matcher(marked)
                .replaceAll(
                    literal -> Matcher.quoteReplacement(DomainName.normalisePart(literal.group()))))
        : DomainName.normalise(marked);
  }

  /** Converts labels in Punycode without a wildcard to their Unicode form. */
  private static String decoded(String marked) {
    return Arrays.stream(marked.split("\\.", -1))
        .map(
            label ->
                label.startsWith(DomainName.ACE_PREFIX) && !hasWildcard(label)
                    ? DomainName.normalise(label)
                    : label)
        .collect(Collectors.joining("."));
  }

  private static boolean hasWildcard(String marked) {
    return WILDCARD.matcher(marked).find();
  }

  private static boolean endsInEscape(String pattern) {
    int escapes = 0;
    while (escapes < pattern.length() && pattern.charAt(pattern.length() - 1 - escapes) == ESCAPE) {
      escapes++;
    }
    return escapes % 2 == 1;
  }

  /** The pattern without escapes, with noncharacters in place of its wildcards. */
  private static String marked(String pattern) {
    StringBuilder marked = new StringBuilder(pattern.length());
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '*' -> marked.append(ANY);
        case '?' -> marked.append(ONE);
        case ESCAPE -> {
          i++;
          marked.append(pattern.charAt(i));
        }
        default -> marked.append(pattern.charAt(i));
      }
    }
    return marked.toString();
  }

  private static String unmarked(String marked) {
    StringBuilder pattern = new StringBuilder(marked.length());
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      switch (c) {
        case ANY -> pattern.append('*');
        case ONE -> pattern.append('?');
        case '*', '?', ESCAPE -> pattern.append(ESCAPE).append(c);
        default -> pattern.append(c);
      }
    }
    return pattern.toString();
  }
}
