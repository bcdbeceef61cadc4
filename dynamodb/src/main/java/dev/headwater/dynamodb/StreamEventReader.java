package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.DynamoDbJson;
import dev.headwater.dynamodb.internal.ImportMark;
import dev.headwater.host.RedactedException;
import dev.headwater.relay.StreamRecord;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the events that Lambda delivers from the table's stream (view type {@code NEW_IMAGE}). */
public final class StreamEventReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  private StreamEventReader() {}

  /**
   * The commits in an event, in stream order: those that were stored or imported, and those that
   * were overwritten or removed. Records of other items are ignored.
   *
   * @throws IllegalArgumentException if this is not an event of a DynamoDB stream
   */
  public static List<StreamRecord> read(InputStream event) {
    List<StreamRecord> records = new ArrayList<>();
    for (JsonNode json : records(event)) {
      JsonNode change = json.path("dynamodb");
      JsonNode keys = change.path("Keys");
      String sort = keys.path(CommitItem.SK).path("S").asString("");
      if (sort.startsWith(CommitItem.SORT_PREFIX)) {
        Map<String, String> key = key(keys.path(CommitItem.PK).path("S").asString(""), sort);
        String eventName = json.path("eventName").asString("");
        switch (eventName) {
          case "INSERT" -> records.add(stored(sequenceNumber(change), change, key));
          case "MODIFY", "REMOVE" ->
              records.add(new StreamRecord.Altered(sequenceNumber(change), key, eventName));
          default -> {}
        }
      }
    }
    return records;
  }

  private static Map<String, String> key(String partition, String sort) {
    Map<String, String> key = new LinkedHashMap<>(); // parked in this order
    key.put(CommitItem.PK, partition);
    key.put(CommitItem.SK, sort);
    return Collections.unmodifiableMap(key);
  }

  private static JsonNode records(InputStream event) {
    try {
      JsonNode records = JSON.readTree(event).path("Records");
      if (records.isArray()) {
        return records;
      }
    } catch (JacksonException quotingIt) {
      throw new IllegalArgumentException("The event is not JSON");
    }
    throw new IllegalArgumentException("The event has no 'Records'");
  }

  private static String sequenceNumber(JsonNode change) {
    String sequenceNumber = change.path("SequenceNumber").asString("");
    if (sequenceNumber.isEmpty()) {
      throw new IllegalArgumentException("A record has no 'SequenceNumber'");
    }
    return sequenceNumber;
  }

  private static StreamRecord stored(
      String sequenceNumber, JsonNode change, Map<String, String> key) {
    try {
      Map<String, AttributeValue> item = DynamoDbJson.item(change.path("NewImage"));
      if (ImportMark.isPassedOver(item)) {
        return new StreamRecord.PassedOver(sequenceNumber, key);
      }
      return new StreamRecord.Committed(sequenceNumber, key, CommitItem.read(item));
    } catch (IllegalArgumentException e) {
      return new StreamRecord.Malformed(
          sequenceNumber, key, "not a commit: " + RedactedException.reason(e));
    }
  }
}
