package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.DynamoDbJson;
import dev.headwater.dynamodb.internal.StoredRecord;
import dev.headwater.relay.StreamRecord;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Map<String, String> key =
            StoredRecord.key(keys.path(CommitItem.PK).path("S").asString(""), sort);
        String eventName = json.path("eventName").asString("");
        switch (eventName) {
          case "INSERT" ->
              records.add(
                  StoredRecord.of(
                      sequenceNumber(change),
                      key,
                      () -> DynamoDbJson.item(change.path("NewImage"))));
          case "MODIFY", "REMOVE" ->
              records.add(new StreamRecord.Altered(sequenceNumber(change), key, eventName));
          default -> {}
        }
      }
    }
    return records;
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
}
