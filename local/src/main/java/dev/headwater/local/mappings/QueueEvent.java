package dev.headwater.local.mappings;

import dev.headwater.local.ground.LocalArn;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Converts messages of a queue to the event that Lambda passes to a function. */
final class QueueEvent {
  private QueueEvent() {}

  static String of(String queueArn, List<Message> messages) {
    return messages.stream()
        .map(message -> record(queueArn, message).toString())
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  static ObjectNode record(String queueArn, Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("messageId", message.messageId());
    json.put("receiptHandle", message.receiptHandle());
    json.put("body", message.body());
    ObjectNode attributes = json.putObject("attributes");
    new TreeMap<>(message.attributesAsStrings()).forEach(attributes::put);
    ObjectNode messageAttributes = json.putObject("messageAttributes");
    new TreeMap<>(message.messageAttributes())
        .forEach((name, value) -> messageAttributes.set(name, attribute(value)));
    if (message.md5OfMessageAttributes() != null) {
      json.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
    }
    json.put("md5OfBody", message.md5OfBody());
    json.put("eventSource", "aws:sqs");
    json.put("eventSourceARN", queueArn);
    json.put("awsRegion", LocalArn.REGION);
    return json;
  }

  private static ObjectNode attribute(MessageAttributeValue value) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (value.stringValue() != null) {
      json.put("stringValue", value.stringValue());
    }
    SdkBytes binary = value.binaryValue();
    if (binary != null) {
      json.put("binaryValue", binary.asByteArray());
    }
    json.putArray("stringListValues");
    json.putArray("binaryListValues");
    json.put("dataType", value.dataType());
    return json;
  }
}
