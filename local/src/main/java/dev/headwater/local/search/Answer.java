package dev.headwater.local.search;

import dev.headwater.local.search.index.ApiError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * @param status of HTTP
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

  /** Every index has one shard, which never fails by itself. */
  static ObjectNode shards(boolean mayBeSkipped) {
    ObjectNode shards = JsonNodeFactory.instance.objectNode();
    shards.put("total", 1).put("successful", 1).put("failed", 0);
    return mayBeSkipped ? shards.put("skipped", 0) : shards;
  }
}
