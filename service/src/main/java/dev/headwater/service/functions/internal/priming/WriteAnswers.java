package dev.headwater.service.functions.internal.priming;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The smallest answers of success to writes. */
final class WriteAnswers {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SAMPLE = "sample";

  private WriteAnswers() {}

  /** Of EventBridge: an id for each event. */
  static String published(String body) {
    ArrayNode entries = JSON.arrayNode();
    MAPPER
        .readTree(body)
        .path("Entries")
        .forEach(each -> entries.addObject().put("EventId", SAMPLE));
    ObjectNode answer = JSON.objectNode().put("FailedEntryCount", 0);
    answer.set("Entries", entries);
    return answer.toString();
  }

  /** Of SQS, to messages; the SDK compares their digests. */
  static String sent(String body) {
    return batch(
        body,
        (entry, done) ->
            done.put("MessageId", SAMPLE)
                .put("MD5OfMessageBody", md5(entry.path("MessageBody").asString(""))));
  }

  /** Of SQS, to a batch of anything else. */
  static String allDone(String body) {
    return batch(body, (entry, done) -> {});
  }

  private static String batch(String body, EntryAnswer answerer) {
    ArrayNode successful = JSON.arrayNode();
    for (JsonNode entry : MAPPER.readTree(body).path("Entries")) {
      answerer.answer(entry, successful.addObject().put("Id", entry.path("Id").asString("")));
    }
    ObjectNode answer = JSON.objectNode();
    answer.set("Successful", successful);
    answer.set("Failed", JSON.arrayNode());
    return answer.toString();
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has MD5", e);
    }
  }

  /** Of OpenSearch's bulk API, whose body has an action in a line, and its document in the next. */
  static String indexed(String body) {
    ArrayNode items = JSON.arrayNode();
    body.lines()
        .map(MAPPER::readTree)
        .map(line -> line.path("index"))
        .filter(JsonNode::isObject)
        .forEach(
            action ->
                items
                    .addObject()
                    .putObject("index")
                    .put("_index", SAMPLE)
                    .put("_id", action.path("_id").asString(""))
                    .put("_version", action.path("version").asLong(1))
                    .put("result", "created")
                    .put("_seq_no", 0)
                    .put("_primary_term", 1)
                    .put("status", 201));
    ObjectNode answer = JSON.objectNode().put("took", 0).put("errors", false);
    answer.set("items", items);
    return answer.toString();
  }

  /** Of OpenSearch, to changes of an index. */
  static String acknowledged(String path) {
    return JSON.objectNode()
        .put("acknowledged", true)
        .put("shards_acknowledged", true)
        .put("index", path.substring(path.lastIndexOf('/') + 1))
        .toString();
  }

  private interface EntryAnswer {
    void answer(JsonNode entry, ObjectNode done);
  }
}
