package dev.headwater.eventbridge;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;

/** Messages of a queue in the form in which Lambda passes them to a function. */
final class LambdaMessages {
  private LambdaMessages() {}

  /** The body of a message that EventBridge sends to a queue. */
  static String body(RecordedEvent<EncodedEvent> event) {
    return """
    {"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718",\
    "detail-type":"NoteWritten","source":"orders","account":"123456789012",\
    "time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[],\
    "detail":%s}\
    """
        .formatted(DetailJson.write(event, EventIds.PLAIN));
  }

  static String message(Message received) {
    return message(received.messageId(), received.body())
        .replace("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a", received.receiptHandle());
  }

  static String message(String id, String body) {
    return message(id, body, Map.of());
  }

  static String redriven(Message parked) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    parked
        .messageAttributes()
        .forEach(
            (name, value) ->
                attributes.put(
                    name,
                    Map.of(
                        "stringValue",
                        value.stringValue(),
                        "stringListValues",
                        List.of(),
                        "binaryListValues",
                        List.of(),
                        "dataType",
                        value.dataType())));
    return message("again-" + parked.messageId(), parked.body(), attributes);
  }

  static String message(String id, String body, Map<String, Object> attributes) {
    return message(id, body, attributes, Map.of("ApproximateReceiveCount", "1"));
  }

  /** A message as Lambda receives it. */
  static String message(
      String id,
      String body,
      Map<String, Object> attributes,
      Map<String, String> systemAttributes) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("messageId", id);
    message.put("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a");
    message.put("body", body);
    message.put("attributes", systemAttributes);
    message.put("messageAttributes", attributes);
    message.put("eventSource", "aws:sqs");
    message.put("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:views");
    message.put("awsRegion", "us-east-1");
    return Json.write(message);
  }
}
