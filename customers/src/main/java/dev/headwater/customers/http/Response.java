package dev.headwater.customers.http;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What a request is answered with. */
sealed interface Response {
  /** It was carried out. */
  record Done(int status, Map<String, String> headers, ObjectNode body) implements Response {
    public Done {
      headers = Map.copyOf(headers);
    }
  }

  /** It was not. */
  record Failed(Problem problem) implements Response {}

  static Response ok(ObjectNode body) {
    return new Done(200, Map.of(), body);
  }

  static Response failed(ProblemType type) {
    return new Failed(Problem.of(type));
  }
}
