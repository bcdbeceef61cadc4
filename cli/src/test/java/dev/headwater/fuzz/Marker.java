package dev.headwater.fuzz;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Stands in all e-mails, names and reasons that are sent, and in the bodies that are none. So it
 * may be in no error, log line or metric.
 */
final class Marker {
  /** In no word of English, no UUID and no class name. */
  static final String TEXT = "zqx";

  private Marker() {}

  /** In whatever case or width. */
  static boolean isIn(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).contains(TEXT);
  }
}
