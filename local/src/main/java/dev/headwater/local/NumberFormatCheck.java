package dev.headwater.local;

import dev.headwater.local.ground.LocalCloudException;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * DynamoDB Local writes numbers in the default locale of its JVM and reads them back: with digits
 * other than those of ASCII it does not start. The default locale belongs to the whole JVM, so it
 * is its owner who has to change it.
 */
final class NumberFormatCheck {
  private NumberFormatCheck() {}

  /**
   * @throws LocalCloudException when this locale has digits of its own; it says what to do
   */
  static void require(Locale format) {
    if (DecimalFormatSymbols.getInstance(format).getZeroDigit() != '0') {
      throw new LocalCloudException(
          "DynamoDB Local does not work in the default locale "
              + format.toLanguageTag()
              + ", which has digits of its own: call"
              + " Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT) before, or start"
              + " Java with -Duser.language=en -Duser.country=US.");
    }
  }
}
