package dev.headwater.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Decodes the path and query of a request. */
public final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Decodes a path, where unlike in a query a plus sign does not stand for a space.
   *
   * @throws BadlyEncodedException when the percent-encoding is malformed
   */
  public static String decodePath(String path) {
    return path.indexOf('%') < 0 ? path : decode(path.replace("+", "%2B"));
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException quotesTheText) {
      throw new BadlyEncodedException();
    }
  }
}
