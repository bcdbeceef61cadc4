package dev.headwater.local.mappings;

import dev.headwater.local.ground.LocalArn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.Record;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record of a table's stream.
 *
 * @param itemKey identifies the item
 * @param arrived when it was written, which DynamoDB Local rounds down to the minute
 * @param read when it was read
 * @param json the record as Lambda passes it to a function
 */
record StreamRecord(
    String sequenceNumber, String itemKey, Instant arrived, Instant read, String json, int bytes) {
  private static final Duration ROUNDING = Duration.ofMinutes(1);

  static StreamRecord of(String tableName, Record source) {
    String json = json(tableName, source).toString();
    return new StreamRecord(
        source.dynamodb().sequenceNumber(),
        AttributeValueJson.of(source.dynamodb().keys()).toString(),
        source.dynamodb().approximateCreationDateTime(),
        Instant.now(),
        json,
        json.getBytes(StandardCharsets.UTF_8).length);
  }

  /** How old it is at least: to the second if it was read at once, otherwise to the minute. */
  Duration age(Instant now) {
    Duration sinceRead = Duration.between(read, now);
    Duration sinceArrival = Duration.between(arrived.plus(ROUNDING), now);
    return sinceRead.compareTo(sinceArrival) > 0 ? sinceRead : sinceArrival;
  }

  /** The event with these records, as Lambda passes it to a function. */
  static String event(List<StreamRecord> records) {
    return records.stream()
        .map(StreamRecord::json)
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  private static ObjectNode json(String tableName, Record source) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("eventID", source.eventID());
    json.put("eventName", source.eventNameAsString());
    json.put("eventVersion", source.eventVersion());
    json.put("eventSource", "aws:dynamodb");
    json.put("awsRegion", LocalArn.REGION);
    if (source.userIdentity() != null) {
      json.putObject("userIdentity")
          .put("principalId", source.userIdentity().principalId())
          .put("type", source.userIdentity().type());
    }
    json.set("dynamodb", change(source.dynamodb()));
    json.put("eventSourceARN", LocalArn.stream(tableName));
    return json;
  }

  private static ObjectNode change(
      software.amazon.awssdk.services.dynamodb.model.StreamRecord source) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ApproximateCreationDateTime", source.approximateCreationDateTime().getEpochSecond());
    json.set("Keys", AttributeValueJson.of(source.keys()));
    if (source.hasNewImage()) {
      json.set("NewImage", AttributeValueJson.of(source.newImage()));
    }
    if (source.hasOldImage()) {
      json.set("OldImage", AttributeValueJson.of(source.oldImage()));
    }
    json.put("SequenceNumber", source.sequenceNumber());
    json.put("SizeBytes", source.sizeBytes());
    json.put("StreamViewType", source.streamViewTypeAsString());
    return json;
  }
}
