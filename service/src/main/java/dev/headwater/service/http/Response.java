package dev.headwater.service.http;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The response to a request. */
public sealed interface Response {
  /** The request was carried out. */
  record Done(int status, Map<String, String> headers, ObjectNode body) implements Response {
    public Done {
      headers = Map.copyOf(headers);
    }
  }

  /** The request was not carried out. */
  record Failed(Problem problem) implements Response {}

  static Response ok(ObjectNode body) {
    return new Done(200, Map.of(), body);
  }
}
