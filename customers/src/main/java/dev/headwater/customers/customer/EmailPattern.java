package dev.headwater.customers.customer;

import dev.headwater.service.text.CaseFolding;
import dev.headwater.service.text.Characters;
import dev.headwater.service.text.Wildcards;
import java.util.Arrays;
import java.util.Locale;
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
        || Wildcards.isIn(pattern)
        || Wildcards.endsInEscape(pattern)) {
      return pattern;
    }
    String marked = Wildcards.of(pattern).marked();
    int at = marked.lastIndexOf('@');
    return new Wildcards(
            at < 0
                ? decoded(CaseFolding.fold(marked))
                : localPart(marked.substring(0, at)) + '@' + domain(marked.substring(at + 1)))
        .pattern();
  }

  private static String localPart(String marked) {
    return Wildcards.isIn(marked) ? CaseFolding.fold(marked) : LocalPart.normalise(marked);
  }

  private static String domain(String marked) {
    return Wildcards.isIn(marked)
        ? decoded(Wildcards.mapLiterals(marked, DomainName::normalisePart))
        : DomainName.normalise(marked);
  }

  /** Converts labels in Punycode without a wildcard to their Unicode form. */
  private static String decoded(String marked) {
    return Arrays.stream(marked.split("\\.", -1))
        .map(
            label ->
                label.startsWith(DomainName.ACE_PREFIX) && !Wildcards.isIn(label)
                    ? DomainName.normalise(label)
                    : label)
        .collect(Collectors.joining("."));
  }
}
