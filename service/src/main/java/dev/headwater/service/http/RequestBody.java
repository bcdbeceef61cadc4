package dev.headwater.service.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The body of an HTTP API's event: text or base64, as the gateway decides by the content type. It
 * is decoded when it is read, after the check of the content type.
 */
record RequestBody(boolean isBlank, Supplier<String> text) {
  /** A command's fields are short: a larger body is a mistake or an attack. */
  private static final int MAX_BYTES = 16 * 1024;

  private static final String BODY = "The body";

  static RequestBody of(JsonNode event) {
    String body = event.path("body").asString("");
    if (body.length() > 2 * MAX_BYTES) {
      throw tooLarge();
    }
    if (!event.path("isBase64Encoded").asBoolean(false)) {
      checkSize(body.getBytes(StandardCharsets.UTF_8));
      return new RequestBody(body.isBlank(), () -> Utf8.requireValid(body, BODY));
    }
    byte[] bytes = checkSize(fromBase64(body));
    return new RequestBody(
        new String(bytes, StandardCharsets.ISO_8859_1).isBlank(),
        () -> Utf8.requireValid(Utf8.decode(bytes, BODY), BODY));
  }

  private static byte[] fromBase64(String body) {
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw ProblemException.malformed("The body is not valid base64.");
    }
  }

  private static byte[] checkSize(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw tooLarge();
    }
    return bytes;
  }

  private static ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(ProblemType.TOO_LARGE, "A body has at most " + MAX_BYTES + " bytes."));
  }
}
