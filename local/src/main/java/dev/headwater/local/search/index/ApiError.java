package dev.headwater.local.search.index;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error in OpenSearch's words. The reason never quotes a value of a document.
 *
 * @param status the HTTP status
 */
public record ApiError(int status, String type, String reason) {

  /** The error of one bulk item, or of one document of a multi-get. */
  public ObjectNode cause() {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("reason", reason);
  }

  /** The body of an error response. */
  public ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putObject("error");
    error.putArray("root_cause").add(cause());
    error.setAll(cause());
    return body.put("status", status);
  }
}
