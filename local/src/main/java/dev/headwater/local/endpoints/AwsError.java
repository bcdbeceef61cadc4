package dev.headwater.local.endpoints;

import dev.headwater.local.http.HttpReply;
import java.util.Map;

/** Errors in the formats that SDK clients expect. */
final class AwsError {
  static final String TYPE_HEADER = "x-amzn-ErrorType";

  static final String BYTE_ORDER_MARK =
      "The request begins with a byte order mark: send JSON in UTF-8 without one.";

  private AwsError() {}

  /** In the JSON protocol of EventBridge. */
  static HttpReply json(int status, String type, String message) {
    return reply(status, type, Map.of("__type", type, "message", message));
  }

  /** In the REST protocol of Lambda. */
  static HttpReply lambda(int status, String type, String message) {
    return reply(status, type, Map.of("Type", "User", "Message", message));
  }

  private static HttpReply reply(int status, String type, Map<String, String> content) {
    return HttpReply.json(status, content).with(TYPE_HEADER, type);
  }
}
