package dev.headwater.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The order of texts by their UTF-8 bytes, that of DynamoDB and OpenSearch; Java's own differs. */
final class Utf8Order {
  private Utf8Order() {}

  static int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
