package dev.headwater.local.search.index;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why something was refused, in OpenSearch's words. A reason never repeats a value of a document.
 *
 * @param status of HTTP
 */
public record ApiError(int status, String type, String reason) {

  /** As an item of a bulk answer, or a document of a multi-get, carries it. */
  public ObjectNode cause() {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("reason", reason);
  }

  /** As the whole answer. */
  public ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putObject("error");
    error.putArray("root_cause").add(cause());
    error.setAll(cause());
    return body.put("status", status);
  }
}
