package dev.headwater.fuzz;

import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * @param headers by names in lower case; of several with a name, the last one
 */
record Answer(int status, Map<String, String> headers, Bytes body) {
  Answer {
    headers = Map.copyOf(headers);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  String text() {
    return body.anyText();
  }

  Optional<JsonNode> json() {
    try {
      return Optional.of(JsonMapper.shared().readTree(body.toArray()));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  boolean isInterim() {
    return status < 200;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  boolean isLast() {
    return header("connection").equalsIgnoreCase("close");
  }

  @Override
  public String toString() {
    return status + " " + body.escaped();
  }
}
