package dev.headwater.local.search;

import dev.headwater.local.search.index.ApiError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * The answer to a request.
 *
 * @param status the HTTP status
 */
record Answer(int status, JsonNode body) {

  static Answer ok(JsonNode body) {
    return new Answer(200, body);
  }

  static Answer of(ApiError error) {
    return new Answer(error.status(), error.body());
  }

  static Answer acknowledged() {
    return ok(JsonNodeFactory.instance.objectNode().put("acknowledged", true));
  }

  /** Adds a document's source, as it was written. */
  static void addSource(ObjectNode answer, String source) {
    answer.putRawValue("_source", new RawValue(source));
  }

  /** The shards section; every index has one shard, which cannot fail on its own. */
  static ObjectNode shards(boolean mayBeSkipped) {
    ObjectNode shards = JsonNodeFactory.instance.objectNode();
    shards.put("total", 1).put("successful", 1).put("failed", 0);
    return mayBeSkipped ? shards.put("skipped", 0) : shards;
  }
}
