package dev.headwater.local;

import dev.headwater.local.ground.LocalCloudException;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * Refuses default locales without ASCII digits. DynamoDB Local formats numbers in the default
 * locale and parses them again, and does not start with other digits. The default locale affects
 * the whole JVM, so changing it is left to the application.
 */
final class NumberFormatCheck {
  private NumberFormatCheck() {}

  /**
   * @throws LocalCloudException when the locale does not use ASCII digits; says what to do
   */
  static void require(Locale format) {
    if (DecimalFormatSymbols.getInstance(format).getZeroDigit() != '0') {
      throw new LocalCloudException(
          "DynamoDB Local does not work in the default locale "
              + format.toLanguageTag()
              + ", which does not use ASCII digits: call"
              + " Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT) first, or start"
              + " Java with -Duser.language=en -Duser.country=US.");
    }
  }
}
