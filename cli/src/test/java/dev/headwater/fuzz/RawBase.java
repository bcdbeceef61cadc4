package dev.headwater.fuzz;

import dev.headwater.local.Endpoints;
import java.util.Objects;

/**
 * A good request to a port, in pieces from which broken ones are made.
 *
 * @param line without its end
 * @param headers each with its end, without those that frame the body
 */
record RawBase(Port port, String line, String headers, String body) {
  static final String END = "\r\n";

  /**
   * @param number makes it another customer's; the same number makes the same request
   */
  static RawBase of(Port port, Endpoints endpoints, int number) {
    return switch (port) {
      case API ->
          new RawBase(
              port,
              "POST /customers HTTP/1.1",
              type("application/json") + "Idempotency-Key: outer-" + number + END,
              registration("outer-" + number));
      case AWS ->
          new RawBase(
              port,
              "POST /2015-03-31/functions/"
                  + Objects.requireNonNull(endpoints.functions().get("QueryFunction"))
                  + "/invocations HTTP/1.1",
              type("application/json"),
              "{\"queryType\": \"SearchCustomersByEmail\", \"emailPattern\": \"zqx*\"}");
      case SEARCH ->
          new RawBase(
              port,
              "POST /_mget HTTP/1.1",
              type("application/json"),
              "{\"docs\": [{\"_index\": \"odd\", \"_id\": \"zqx\"}]}");
      case QUEUES -> amazon(port, "AmazonSQS.ListQueues", "{\"QueueNamePrefix\": \"zqx\"}");
      case TABLES ->
          amazon(port, "DynamoDB_20120810.ListTables", "{\"ExclusiveStartTableName\": \"zqx\"}");
    };
  }

  private static String type(String type) {
    return "Host: 127.0.0.1\r\nContent-Type: " + type + END;
  }

  private static RawBase amazon(Port port, String target, String body) {
    return new RawBase(
        port,
        "POST / HTTP/1.1",
        type("application/x-amz-json-1.0")
            + "X-Amz-Target: "
            + target
            + END
            + "Authorization: AWS4-HMAC-SHA256 Credential="
            + "a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=a\r\n",
        body);
  }

  private static String registration(String id) {
    return "{\"customerId\": \""
        + id
        + "\", \"email\": \"zqx-"
        + id
        + "@zqx.example\", \"name\": \"Zqx\"}";
  }

  /** A request that must never be carried out, since it stands in another one. */
  static String smuggled(int number) {
    String body = registration(smuggledId(number));
    return "POST /customers HTTP/1.1\r\n"
        + type("application/json")
        + "Content-Length: "
        + body.length()
        + END
        + END
        + body;
  }

  static String smuggledId(int number) {
    return "smuggled-" + number;
  }

  String whole() {
    return with("Content-Length: " + body.length() + END, body);
  }

  /**
   * @param framing headers
   */
  String with(String framing, String content) {
    return line + END + headers + framing + END + content;
  }

  String chunked(String content) {
    return with("Transfer-Encoding: chunked\r\n", content);
  }

  RawBase withLine(String other) {
    return new RawBase(port, other, headers, body);
  }

  RawBase withHeader(String header) {
    return new RawBase(port, line, headers + header + END, body);
  }

  RawBase withBody(String other) {
    return new RawBase(port, line, headers, other);
  }

  static String chunk(String content) {
    return Integer.toHexString(content.length()) + END + content + END;
  }
}
