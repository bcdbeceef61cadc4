package dev.headwater.service.operations;

import dev.headwater.service.operations.internal.OperationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller sends along with one call of an import.
 *
 * @param commits in DynamoDB JSON
 * @param last whether no more will follow
 */
record Upload(ArrayNode commits, boolean last) {
  static final String COMMITS = "commits";
  static final String LAST = "last";
  static final Upload NONE = new Upload(JsonNodeFactory.instance.arrayNode(), false);

  /**
   * Takes the upload out of a request.
   *
   * @throws OperationException if it is malformed
   */
  static Upload takenFrom(ObjectNode request) {
    JsonNode commits = request.has(COMMITS) ? request.remove(COMMITS) : NONE.commits;
    JsonNode last = request.has(LAST) ? request.remove(LAST) : BooleanNode.FALSE;
    if (!(commits instanceof ArrayNode list)) {
      throw OperationException.invalid(COMMITS + " must be a list");
    }
    if (!last.isBoolean()) {
      throw OperationException.invalid(LAST + " must be true or false");
    }
    return new Upload(list, last.asBoolean(false));
  }

  boolean isEmpty() {
    return commits.isEmpty() && !last;
  }
}
