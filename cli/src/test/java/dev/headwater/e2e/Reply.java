package dev.headwater.e2e;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request was answered with. */
record Reply(int status, HttpResponse<String> response) {
  static final JsonMapper JSON = JsonMapper.shared();

  String text() {
    return response.body();
  }

  JsonNode json() {
    return JSON.readTree(text());
  }

  /** Empty when it is absent. */
  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  long version() {
    return json().path("version").asLong();
  }

  /** The last part of a problem's {@code type}; empty when it is none. */
  String problem() {
    boolean isProblem = header("content-type").startsWith("application/problem+json");
    return isProblem ? json().path("type").asString().replaceAll(".*:", "") : "";
  }
}
