package dev.headwater.customers.customer;

import dev.headwater.service.text.CaseFolding;
import dev.headwater.service.text.Characters;
import java.util.Locale;

/**
 * An e-mail address in its normal form: surrounding white space removed, the local part in
 * {@linkplain CaseFolding lower case and Unicode NFC} without unnecessary quotes, the domain in the
 * Unicode form of {@linkplain DomainName UTS 46}. The claim, the view, the search and the
 * comparison of an update with the current address all use this form.
 *
 * <p>In theory, the local part is case-sensitive; in practice, hardly any mail server treats it so,
 * and people do not expect it.
 */
public record EmailAddress(String value) {
  static final int MAX_LENGTH = 254;

  /** A longer text has no normal form within the limit, and finding that out may take long. */
  static final int MAX_GIVEN = 16 * 1024;

  /**
   * @throws IllegalArgumentException if it is invalid; the message does not quote the text
   */
  public EmailAddress {
    String given = Characters.trim(value);
    if (given.length() > MAX_GIVEN) {
      throw tooLong();
    }
    value = normalise(given);
    if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
      throw tooLong();
    }
    if (!isValid(value) || given.codePoints().anyMatch(EmailAddress::isForbidden)) {
      throw new IllegalArgumentException("must be an e-mail address such as a@example.com");
    }
  }

  private static IllegalArgumentException tooLong() {
    return new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
  }

  private static boolean isValid(String normal) {
    int at = normal.lastIndexOf('@');
    return at >= 0
        && LocalPart.isValid(normal.substring(0, at))
        && DomainName.isValid(normal.substring(at + 1));
  }

  /** Forbidden in addresses and patterns: UTS 46 would silently drop some of these characters. */
  static boolean isForbidden(int codePoint) {
    return Characters.isHidden(codePoint) && !Characters.isJoiner(codePoint);
  }

  /**
   * The normal form of an address, even of one that the current rules refuse: events may predate
   * them. Normalising the result again changes nothing.
   */
  public static String normalise(String text) {
    String given = Characters.trim(text);
    if (isPlain(given)) {
      return given.toLowerCase(Locale.ROOT);
    }
    int at = given.lastIndexOf('@');
    return at < 0
        ? CaseFolding.fold(given)
        : LocalPart.normalise(given.substring(0, at))
            + '@'
            + DomainName.normalise(given.substring(at + 1));
  }

  /** Whether lower case is the normal form of an address or pattern, as it is for most. */
  static boolean isPlain(String text) {
    return Characters.isAscii(text) && text.indexOf('"') < 0 && !DomainName.hasAcePrefix(text);
  }

  /** Omits the value, which is personal and must not end up in a log line. */
  @Override
  public String toString() {
    return "EmailAddress[…]";
  }
}
