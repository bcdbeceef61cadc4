package dev.headwater.customers.customer;

import java.util.Locale;

/**
 * An e-mail address in its one normal form, the same for the claim, the view, the search and the
 * test whether an update changes anything: surrounding white space removed, the local part in
 * {@linkplain CaseFolding lower case and Unicode NFC} without needless quotes, the domain in the
 * Unicode form of {@linkplain DomainName UTS 46}.
 *
 * <p>Lower case although a mailbox may in theory tell cases apart: hardly any does, and people do
 * not.
 */
public record EmailAddress(String value) {
  static final int MAX_LENGTH = 254;

  /** What is longer has no normal form that is short enough, which may take long to find out. */
  static final int MAX_GIVEN = 16 * 1024;

  /**
   * @throws IllegalArgumentException says what is wrong, and repeats nothing of the text
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

  /** In any address, or pattern of one: what UTS 46 would drop from a domain without a word. */
  static boolean isForbidden(int codePoint) {
    return Characters.isHidden(codePoint) && !Characters.isJoiner(codePoint);
  }

  /**
   * The normal form of an address, of one as well that today's rules refuse: events may be older
   * than these. What it returns it returns unchanged.
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

  /** Whether lower case is all that an address, or a pattern, can need: most are so. */
  static boolean isPlain(String text) {
    return Characters.isAscii(text) && text.indexOf('"') < 0 && !DomainName.hasAcePrefix(text);
  }

  /** Personal: never let it slip into a log line. */
  @Override
  public String toString() {
    return "EmailAddress[…]";
  }
}
