package dev.headwater.local.chaos;

import dev.headwater.local.http.HttpReply;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reply to a client. */
record Reply(HttpReply http) {
  private static final int OK = 200;
  private static final int REDIRECT = 300;

  /** Headers that apply to a single connection. */
  private static final Set<String> CONNECTION_HEADERS =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  static Reply of(HttpResponse<byte[]> answer) {
    HttpReply reply = HttpReply.of(answer.statusCode(), answer.body());
    for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
      if (isEndToEnd(header.getKey())) {
        reply = reply.with(header.getKey(), header.getValue());
      }
    }
    return new Reply(reply);
  }

  static Reply json(int status, String contentType, JsonNode body) {
    return new Reply(
        HttpReply.of(status, contentType, JsonMapper.shared().writeValueAsBytes(body)));
  }

  boolean succeeded() {
    return http.status() >= OK && http.status() < REDIRECT;
  }

  JsonNode json() {
    return JsonMapper.shared().readTree(http.body());
  }

  static boolean isEndToEnd(String header) {
    return !CONNECTION_HEADERS.contains(header.toLowerCase(Locale.ROOT));
  }
}
