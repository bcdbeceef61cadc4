package dev.headwater.eventbridge;

import dev.headwater.host.RedactedException;
import dev.headwater.projection.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A message that an EventBridge rule put into a queue, and its form for a projector.
 *
 * @param receiptHandle of this delivery; empty if the message did not come from a queue
 * @param deliveries how often the message was received, this time included; at least 1
 */
record QueueMessage(
    String messageId, String receiptHandle, int deliveries, String body, Delivery delivery) {
  /** Marks a parked message: whenever it is delivered again, it repairs its view. */
  static final String REPAIR = "repair";

  /**
   * Message attributes of a message from a dead-letter queue: our own, and those that EventBridge
   * sets on an event that it could not deliver.
   *
   * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">
   *     Dead-letter queues of EventBridge</a>
   */
  private static final List<String> PARKED = List.of(REPAIR, "RULE_ARN", "ERROR_CODE");

  /** SQS sets this attribute on a message that a redrive policy moved. */
  private static final String REDRIVEN_FROM = "DeadLetterQueueSourceArn";

  /**
   * Reads the messages from the event that Lambda sends for a batch.
   *
   * @throws IllegalArgumentException if the event is not a batch of an SQS queue
   */
  static List<QueueMessage> read(InputStream event) throws IOException {
    List<QueueMessage> messages = new ArrayList<>();
    for (JsonNode json : Json.array(Json.read(event.readAllBytes(), "The event"), "Records")) {
      String messageId = Json.string(json, "messageId");
      String body = Json.string(json, "body");
      messages.add(
          new QueueMessage(
              messageId,
              json.path("receiptHandle").asString(""),
              deliveries(json),
              body,
              delivery(messageId, body, wasParked(json))));
    }
    return messages;
  }

  /** SQS gives an approximation; without one, this counts as the first delivery. */
  private static int deliveries(JsonNode json) {
    return Math.max(1, json.path("attributes").path("ApproximateReceiveCount").asInt(1));
  }

  /** When in doubt, repair: it is always right and costs only one extra read. */
  private static boolean wasParked(JsonNode json) {
    return PARKED.stream().anyMatch(json.path("messageAttributes")::has)
        || json.path("attributes").has(REDRIVEN_FROM);
  }

  static Delivery delivery(String messageId, String body, boolean repair) {
    try {
      JsonNode envelope = Json.read(body.getBytes(StandardCharsets.UTF_8), "The body");
      JsonNode detail = Json.object(envelope, "detail");
      return repair
          ? new Delivery.Repair(messageId, DetailJson.stream(detail))
          : new Delivery.Event(messageId, DetailJson.read(detail));
    } catch (IllegalArgumentException e) {
      return new Delivery.Malformed(messageId, "Not an event: " + RedactedException.reason(e));
    }
  }
}
