package dev.headwater.customers.customer;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ICUInputTooLongException;
import dev.headwater.service.text.CaseFolding;
import dev.headwater.service.text.Characters;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Domain names by <a href="https://www.unicode.org/reports/tr46/">UTS 46</a>, non-transitional, as
 * implemented by ICU: with CheckBidi, CheckJoiners, UseSTD3ASCIIRules and VerifyDnsLength, but
 * without CheckHyphens, since names like {@code r3---sn.example.com} are in use.
 */
final class DomainName {
  /** The prefix of labels in Punycode. */
  static final String ACE_PREFIX = "xn--";

  private static final int MAX_OCTETS = 253;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern LABELS = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final String REPLACEMENT = "\ufffd";

  private DomainName() {}

  /**
   * The Unicode form. Text that is not a domain name is only folded to lower case: it may predate
   * the current rules.
   */
  static String normalise(String domain) {
    if (isPlain(domain)) {
      return domain.toLowerCase(Locale.ROOT);
    }
    String unicode = toUnicode(domain);
    if (unicode != null) {
      return unicode;
    }
    String folded = CaseFolding.fold(domain);
    String foldedUnicode = toUnicode(folded);
    return foldedUnicode == null ? folded : foldedUnicode;
  }

  /** The Unicode form of part of a name, which may contain incomplete labels, as in a pattern. */
  static String normalisePart(String part) {
    if (Characters.isAscii(part)) {
      return part.toLowerCase(Locale.ROOT);
    }
    String mapped = Uts46.MAPPING.normalize(part);
    return mapped.contains(REPLACEMENT) ? CaseFolding.fold(part) : mapped;
  }

  /** Whether this is a domain name in its normal form, and within DNS's limits. */
  static boolean isValid(String domain) {
    String ascii = isPlain(domain) ? domain : toAscii(domain);
    return ascii != null && ascii.length() <= MAX_OCTETS && LABELS.matcher(ascii).matches();
  }

  /** Whether lower case is its normal form, so that ICU need not be loaded. */
  private static boolean isPlain(String domain) {
    return Characters.isAscii(domain) && !hasAcePrefix(domain);
  }

  /** Whether this text may contain a label in Punycode. */
  static boolean hasAcePrefix(String text) {
    int hyphens = text.indexOf("--");
    while (hyphens >= 0) {
      if (text.regionMatches(true, hyphens - 2, ACE_PREFIX, 0, ACE_PREFIX.length())) {
        return true;
      }
      hyphens = text.indexOf("--", hyphens + 1);
    }
    return false;
  }

  private static @Nullable String toUnicode(String domain) {
    return converted((info, unicode) -> Uts46.IDNA_RULES.nameToUnicode(domain, unicode, info));
  }

  private static @Nullable String toAscii(String domain) {
    return converted((info, ascii) -> Uts46.IDNA_RULES.nameToASCII(domain, ascii, info));
  }

  private static @Nullable String converted(Conversion conversion) {
    IDNA.Info info = new IDNA.Info();
    StringBuilder result = new StringBuilder();
    try {
      conversion.convert(info, result);
    } catch (ICUInputTooLongException e) {
      return null; // a thousand characters are too long for a label
    }
    Set<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
    errors.addAll(info.getErrors());
    errors.remove(IDNA.Error.HYPHEN_3_4);
    return errors.isEmpty() ? result.toString() : null;
  }

  private interface Conversion {
    void convert(IDNA.Info info, StringBuilder result);
  }

  /** Loaded for the first name that is not plain ASCII. */
  private static final class Uts46 {
    static final IDNA IDNA_RULES =
        IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ);

    /** Only its mapping, which keeps the deviations from IDNA2003, {@code ß} and {@code ς}. */
    static final Normalizer2 MAPPING =
        Normalizer2.getInstance(null, "uts46", Normalizer2.Mode.COMPOSE);
  }
}
