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
 * A message that a bus rule put into a queue, and what it tells a projector.
 *
 * @param receiptHandle of this delivery; empty when somebody else than a queue sent it
 * @param deliveries how often it was received, this time included; at least 1
 */
record QueueMessage(
    String messageId, String receiptHandle, int deliveries, String body, Delivery delivery) {
  /** Marks a message that was parked: wherever it is delivered again, it repairs. */
  static final String REPAIR = "repair";

  /**
   * Message attributes that tell of a dead-letter queue: ours, and those that EventBridge gives to
   * an event that it could not deliver to a target.
   *
   * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">
   *     Dead-letter queues of EventBridge</a>
   */
  private static final List<String> PARKED = List.of(REPAIR, "RULE_ARN", "ERROR_CODE");

  /** What SQS notes of a message that its redrive policy moved. */
  private static final String REDRIVEN_FROM = "DeadLetterQueueSourceArn";

  /**
   * The messages in the event that Lambda makes of a queue's batch.
   *
   * @throws IllegalArgumentException when this is no event of a queue
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

  /** An approximation, says SQS; without one it counts as the first. */
  private static int deliveries(JsonNode json) {
    return Math.max(1, json.path("attributes").path("ApproximateReceiveCount").asInt(1));
  }

  /** A repair is always right, just one read dearer. */
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
      return new Delivery.Malformed(messageId, "No event: " + RedactedException.reason(e));
    }
  }
}
