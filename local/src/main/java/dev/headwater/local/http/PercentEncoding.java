package dev.headwater.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Decodes parts of a request's address. */
public final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Decodes a path, in which a plus sign is no space.
   *
   * @throws BadlyEncodedException when it is not encoded well
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
