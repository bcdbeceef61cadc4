package dev.headwater.service;

import dev.headwater.event.CommandStamp;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The fingerprint of the views in one store: that of their projection, combined with what places
 * them in lists or searches.
 */
final class FormatFingerprint {
  private FormatFingerprint() {}

  /**
   * @param places what decides in which lists, or by which searches, a view is found
   */
  static String of(View<?, ?> view, List<String> places) {
    List<String> parts = new ArrayList<>(places);
    parts.addFirst(view.definition().fingerprint());
    return HexFormat.of()
        .toHexDigits(CommandStamp.of("view", parts.toArray(String[]::new)).digest());
  }
}
