package dev.headwater.service.functions.internal.priming;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What samples have written without storing it, so that their reads find it: otherwise no code that
 * decodes what is stored would run. Of a stream, it keeps only the first commit, and of a view, the
 * first version. Thread-safe.
 */
public final class SampleStore {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PK = "PK";

  /** All key conditions of the library's queries begin like this. */
  private static final Pattern KEY =
      Pattern.compile("(\\S+) = (:\\w+)(?: AND (\\S+) BETWEEN (:\\w+) AND (:\\w+))?.*");

  private final Map<String, List<JsonNode>> items = new HashMap<>();
  private final Map<String, Document> documents = new HashMap<>();

  private record Document(long version, JsonNode source) {
    ObjectNode json(String id) {
      ObjectNode json = JSON.objectNode().put("_index", "sample").put("_id", id);
      json.put("_version", version).put("found", true).set("_source", source);
      return json;
    }
  }

  /** Keeps what a write would store. */
  synchronized void write(AwsOperation operation, String body) {
    switch (operation.name()) {
      case "DynamoDB_20120810.PutItem" -> put(MAPPER.readTree(body));
      case "DynamoDB_20120810.TransactWriteItems" ->
          MAPPER.readTree(body).path("TransactItems").forEach(item -> put(item.path("Put")));
      case "POST _bulk", "PUT _bulk" -> index(body.lines().map(MAPPER::readTree).toList());
      default -> {}
    }
  }

  private void put(JsonNode put) {
    JsonNode item = put.path("Item");
    boolean isNew = put.path("ConditionExpression").asString("").startsWith("attribute_not_exists");
    List<JsonNode> table = table(put.path("TableName").asString(""));
    if (isNew && table.stream().noneMatch(other -> isOfSameStream(item, other))) {
      table.add(item);
    }
  }

  private static boolean isOfSameStream(JsonNode item, JsonNode other) {
    return item.has(PK) ? item.path(PK).equals(other.path(PK)) : item.equals(other);
  }

  private List<JsonNode> table(String name) {
    return items.computeIfAbsent(name, any -> new ArrayList<>());
  }

  /** In the lines, each action is followed by its document. */
  private void index(List<JsonNode> lines) {
    for (int at = 0; at + 1 < lines.size(); at += 2) {
      JsonNode action = lines.get(at).path("index");
      documents.putIfAbsent(
          action.path("_id").asString(""),
          new Document(action.path("version").asLong(1), lines.get(at + 1)));
    }
  }

  /** Forgets everything. */
  public synchronized void clear() {
    items.clear();
    documents.clear();
  }

  /** The answer to a read of something that was written; empty if nothing was. */
  synchronized Optional<String> read(AwsOperation operation, String body) {
    return Optional.ofNullable(
            switch (operation.name()) {
              case "DynamoDB_20120810.GetItem" -> get(MAPPER.readTree(body));
              case "DynamoDB_20120810.BatchGetItem" -> batchGet(MAPPER.readTree(body));
              case "DynamoDB_20120810.Query" -> query(MAPPER.readTree(body));
              case "POST _mget" -> multiGet(MAPPER.readTree(body));
              case "POST _search" -> search(MAPPER.readTree(body));
              default -> null;
            })
        .map(ObjectNode::toString);
  }

  private @Nullable ObjectNode get(JsonNode get) {
    List<JsonNode> found = withKey(get.path("TableName").asString(""), get.path("Key"));
    return found.isEmpty() ? null : JSON.objectNode().set("Item", found.getFirst());
  }

  private List<JsonNode> withKey(String table, JsonNode key) {
    return table(table).stream()
        .filter(
            item ->
                key.properties().stream()
                    .allMatch(part -> part.getValue().equals(item.path(part.getKey()))))
        .toList();
  }

  private @Nullable ObjectNode batchGet(JsonNode batch) {
    ObjectNode responses = JSON.objectNode();
    batch
        .path("RequestItems")
        .properties()
        .forEach(
            table ->
                table
                    .getValue()
                    .path("Keys")
                    .forEach(
                        key ->
                            responses
                                .withArray(table.getKey())
                                .addAll(withKey(table.getKey(), key))));
    if (responses.isEmpty()) {
      return null;
    }
    ObjectNode answer = JSON.objectNode();
    answer.set("Responses", responses);
    answer.set("UnprocessedKeys", JSON.objectNode());
    return answer;
  }

  private @Nullable ObjectNode query(JsonNode query) {
    Matcher key = KEY.matcher(query.path("KeyConditionExpression").asString(""));
    JsonNode values = query.path("ExpressionAttributeValues");
    if (!key.matches()) {
      return null;
    }
    ArrayNode found = JSON.arrayNode();
    for (JsonNode item : table(query.path("TableName").asString(""))) {
      boolean isInRange =
          key.group(3) == null
              || (text(values.path(key.group(4))).compareTo(text(item.path(key.group(3)))) <= 0
                  && text(values.path(key.group(5))).compareTo(text(item.path(key.group(3)))) >= 0);
      if (isInRange && values.path(key.group(2)).equals(item.path(key.group(1)))) {
        found.add(item);
      }
    }
    ObjectNode answer = JSON.objectNode().put("Count", found.size());
    return found.isEmpty() ? null : answer.put("ScannedCount", found.size()).set("Items", found);
  }

  private static String text(JsonNode value) {
    return value.path("S").asString("");
  }

  private @Nullable ObjectNode multiGet(JsonNode request) {
    ArrayNode docs = JSON.arrayNode();
    for (JsonNode each : request.path("ids")) {
      String id = each.asString("");
      Document document = documents.get(id);
      if (document == null) {
        return null;
      }
      docs.add(document.json(id));
    }
    return JSON.objectNode().set("docs", docs);
  }

  private @Nullable ObjectNode search(JsonNode request) {
    ArrayNode hits = JSON.arrayNode();
    documents.forEach(
        (id, document) -> {
          ObjectNode hit = document.json(id).putNull("_score");
          ArrayNode sort = hit.putArray("sort");
          request
              .path("sort")
              .forEach(by -> by.propertyNames().forEach(name -> sort.add(sorted(name, document))));
          hits.add(hit);
        });
    if (hits.isEmpty()) {
      return null;
    }
    ObjectNode answer = JSON.objectNode().put("took", 0).put("timed_out", false);
    answer.putObject("_shards").put("total", 1).put("successful", 1).put("failed", 0);
    answer.putObject("hits").putNull("max_score").set("hits", hits);
    return answer;
  }

  /** A field may be sorted by a part of it, after a point. */
  private static String sorted(String name, Document document) {
    return document.source.path(name.split("\\.", 2)[0]).asString("");
  }
}
