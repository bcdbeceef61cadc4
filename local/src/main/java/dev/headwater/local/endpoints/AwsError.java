package dev.headwater.local.endpoints;

import dev.headwater.local.http.HttpReply;
import java.util.Map;

/** An error in the format that SDK clients expect. */
record AwsError(String type, Map<String, String> content) {
  static final String TYPE_HEADER = "x-amzn-ErrorType";

  static final String BYTE_ORDER_MARK =
      "The request begins with a byte order mark: send JSON in UTF-8 without one.";

  /** In the JSON protocol of EventBridge. */
  static AwsError json(String type, String message) {
    return new AwsError(type, Map.of("__type", type, "message", message));
  }

  /** In the REST protocol of Lambda. */
  static AwsError lambda(String type, String message) {
    return new AwsError(type, Map.of("Type", "User", "Message", message));
  }

  HttpReply reply(int status) {
    return HttpReply.json(status, content).with(TYPE_HEADER, type);
  }
}
