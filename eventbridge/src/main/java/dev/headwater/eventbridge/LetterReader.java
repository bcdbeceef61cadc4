package dev.headwater.eventbridge;

import dev.headwater.event.StreamId;
import dev.headwater.projection.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads messages of dead-letter queues. There are three kinds: events that a consumer, SQS or
 * EventBridge parked, commits that the relay parked, and positions in the stream that Lambda gave
 * up on. A message that is none of them is a letter about nothing that can be told.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">
 *     Dead-letter queues of EventBridge</a>
 * @see <a href= "https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">What
 *     Lambda sends of a batch of a stream that it gave up on</a>
 */
final class LetterReader {
  private static final String UNKNOWN = "unknown";

  /** Of a bus; anything else may be content. */
  private static final String CODE = "[A-Za-z.]{1,100}";

  private final Message message;
  private final Map<String, String> attributes = new HashMap<>();
  private final JsonNode body;

  private LetterReader(Message message) {
    this.message = message;
    message
        .messageAttributes()
        .forEach((name, value) -> attributes.put(name, String.valueOf(value.stringValue())));
    this.body = json(message.body());
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8), "The body");
    } catch (IllegalArgumentException notJson) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  static DeadLetter read(Message message) {
    return new LetterReader(message).letter();
  }

  static DeadLetter read(
      String messageId, String body, Map<String, String> attributes, Instant sent) {
    Map<String, MessageAttributeValue> values = new HashMap<>();
    attributes.forEach(
        (name, value) ->
            values.put(name, MessageAttributeValue.builder().stringValue(value).build()));
    return read(
        Message.builder()
            .messageId(messageId)
            .receiptHandle("")
            .body(body)
            .messageAttributes(values)
            .attributes(
                Map.of(
                    MessageSystemAttributeName.SENT_TIMESTAMP, Long.toString(sent.toEpochMilli())))
            .build());
  }

  private DeadLetter letter() {
    Instant sent = millis(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP));
    JsonNode detail = body.path("detail");
    return new DeadLetter(
        message.messageId(),
        message.receiptHandle(),
        detail.isObject() ? streamOf(detail) : parsed(body.path("PK").asString("")),
        detail.isObject()
            ? detail.path("version").asLong(0)
            : versionOf(body.path("SK").asString("")),
        detail.path("eventType").asString(""),
        failure(),
        attempts(),
        attributes.containsKey(LetterAttributes.FIRST_PARKED)
            ? millis(attributes.get(LetterAttributes.FIRST_PARKED))
            : sent,
        sent,
        attribute(LetterAttributes.REDRIVEN_BY, ""),
        message.body());
  }

  private static @Nullable StreamId streamOf(JsonNode detail) {
    try {
      return DetailJson.stream(detail);
    } catch (IllegalArgumentException notAnEvent) {
      return null;
    }
  }

  private static @Nullable StreamId parsed(String partition) {
    try {
      return partition.isEmpty() ? null : StreamId.parse(partition);
    } catch (IllegalArgumentException notAStream) {
      return null;
    }
  }

  /** Of a commit's sort key, {@code EVENT#} and ten digits. */
  private static long versionOf(String sort) {
    return sort.matches("EVENT#[0-9]{10}") ? Long.parseLong(sort.substring(sort.length() - 10)) : 0;
  }

  private Failure failure() {
    if (attributes.containsKey(LetterAttributes.REASON)) {
      return new Failure(
          attribute(LetterAttributes.KIND, "parked"),
          attribute(LetterAttributes.REASON, UNKNOWN),
          attribute(LetterAttributes.EXCEPTION, ""),
          attribute(LetterAttributes.PLACE, ""));
    }
    if (attributes.containsKey("ERROR_CODE") || attributes.containsKey("RULE_ARN")) {
      return new Failure(
          "undelivered",
          "EventBridge could not deliver it: "
              + attribute("ERROR_CODE", UNKNOWN)
              + ' '
              + attribute("ERROR_MESSAGE", ""),
          attribute("ERROR_CODE", ""),
          "");
    }
    if (body.path("DDBStreamBatchInfo").isObject()) {
      return new Failure(
          "given-up",
          "Lambda gave up on this part of the stream: "
              + body.path("requestContext").path("condition").asString(UNKNOWN));
    }
    String code = body.path("reason").asString(UNKNOWN);
    if (parsed(body.path("PK").asString("")) != null && code.matches(CODE)) {
      return DeadLetter.refused(code);
    }
    return message.attributes().containsKey(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN)
        ? new Failure("retries-exhausted", "It was received too often without success")
        : new Failure(UNKNOWN, "It does not say why it is here");
  }

  private String attribute(String name, String absent) {
    return attributes.getOrDefault(name, absent);
  }

  private int attempts() {
    String attempts = attribute(LetterAttributes.ATTEMPTS, "0");
    return attempts.matches("[0-9]{1,9}") ? Integer.parseInt(attempts) : 0;
  }

  private static Instant millis(@Nullable String text) {
    if (text == null || !text.matches("[0-9]{1,15}")) {
      return Instant.EPOCH;
    }
    return Instant.ofEpochMilli(Long.parseLong(text));
  }
}
