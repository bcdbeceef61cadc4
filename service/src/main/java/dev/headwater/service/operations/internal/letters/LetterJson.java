package dev.headwater.service.operations.internal.letters;

import dev.headwater.dynamodb.operations.LetterArchive.Drop;
import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.StreamPosition;
import dev.headwater.projection.Failure;
import dev.headwater.service.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Dead letters as operators see them. */
final class LetterJson {
  private static final String MASK = "***";

  /** Fields of an event that hold nothing personal. */
  private static final Set<String> OF_EVENTS =
      Set.of(
          "eventId",
          "category",
          "aggregateId",
          "eventType",
          "schemaVersion",
          "timestamp",
          "version",
          "commandId",
          "replayed");

  /** Of a commit that the relay parked. */
  private static final Set<String> OF_COMMITS = Set.of("PK", "SK");

  private LetterJson() {}

  static void put(ObjectNode json, Failure failure) {
    ObjectNode described = json.putObject("failure");
    described.put("kind", failure.kind()).put("reason", failure.reason());
    if (!failure.exception().isEmpty()) {
      described.put("exception", failure.exception()).put("place", failure.place());
    }
  }

  /**
   * A letter with its content.
   *
   * @param values whether to show values that may be personal
   */
  static ObjectNode of(String queue, DeadLetter letter, boolean values) {
    ObjectNode json = about(queue, letter).put("group", letter.group());
    put(json, letter.failure());
    json.put("attempts", letter.attempts());
    json.put("first", letter.firstParked().toString());
    json.put("last", letter.lastParked().toString());
    json.set("content", content(letter, values));
    return json;
  }

  /** A letter that was redriven in vain. */
  static ObjectNode failure(String queue, DeadLetter letter, Failure failure) {
    ObjectNode json = about(queue, letter);
    put(json, failure);
    return json;
  }

  private static ObjectNode about(String queue, DeadLetter letter) {
    ObjectNode json = Json.object().put("queue", queue).put("message", letter.messageId());
    if (letter.stream() != null) {
      json.put("stream", letter.stream().toString()).put("version", letter.version());
    }
    if (!letter.type().isEmpty()) {
      json.put("type", letter.type());
    }
    return json;
  }

  static ObjectNode of(Drop drop) {
    ObjectNode json = Json.object().put("at", drop.at().toString()).put("by", drop.by());
    json.put("why", drop.reason()).put("queue", drop.queue());
    ArrayNode letters = json.putArray("letters");
    drop.letters().forEach(letters::add);
    return json;
  }

  private static JsonNode content(DeadLetter letter, boolean values) {
    JsonNode parsed;
    try {
      parsed = JsonMapper.shared().readTree(letter.body());
    } catch (JacksonException notJson) {
      return JsonNodeFactory.instance.stringNode(values ? letter.body() : MASK);
    }
    JsonNode content = parsed.path("detail").isObject() ? parsed.path("detail") : parsed;
    if (values || StreamPosition.read(letter.body()) != null) {
      return content;
    }
    Set<String> plain = content.has("PK") ? OF_COMMITS : OF_EVENTS;
    return masked(content, letter.stream() == null ? Set.of() : plain);
  }

  /**
   * The same with every value masked.
   *
   * @param plain the fields of the object itself whose values are shown
   */
  private static JsonNode masked(JsonNode node, Set<String> plain) {
    if (node instanceof ObjectNode object) {
      ObjectNode masked = Json.object();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        masked.set(
            field.getKey(),
            plain.contains(field.getKey()) && field.getValue().isValueNode()
                ? field.getValue()
                : masked(field.getValue(), Set.of()));
      }
      return masked;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode masked = JsonNodeFactory.instance.arrayNode();
      List.copyOf(array.values()).forEach(each -> masked.add(masked(each, Set.of())));
      return masked;
    }
    return JsonNodeFactory.instance.stringNode(MASK);
  }
}
