package dev.headwater.eventbridge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.headwater.Delivery;
import tools.jackson.databind.JsonNode;

/** A message that a bus rule put into a queue, and what it tells a projector. */
record QueueMessage(String messageId, String body, Delivery delivery) {
    /** Marks a message that was parked: wherever it is delivered again, it repairs. */
    static final String REPAIR = "repair";

    /**
     * The messages in the event that Lambda makes of a queue's batch.
     *
     * @throws IllegalArgumentException when this is no event of a queue
     */
    static List<QueueMessage> read(InputStream event, String category) throws IOException {
        List<QueueMessage> messages = new ArrayList<>();
        for (JsonNode json : Json.array(Json.read(event.readAllBytes(), "The event"), "Records")) {
            String messageId = Json.string(json, "messageId");
            String body = Json.string(json, "body");
            boolean repair = json.path("messageAttributes").has(REPAIR);
            messages.add(new QueueMessage(messageId, body,
                    delivery(messageId, body, repair, category)));
        }
        return messages;
    }

    static Delivery delivery(String messageId, String body, boolean repair,
            String category) {
        try {
            JsonNode envelope = Json.read(body.getBytes(StandardCharsets.UTF_8), "The body");
            JsonNode detail = Json.object(envelope, "detail");
            return repair
                    ? new Delivery.Repair(messageId, DetailJson.stream(detail, category))
                    : new Delivery.Event(messageId, DetailJson.read(detail, category));
        } catch (IllegalArgumentException e) {
            return new Delivery.Malformed(messageId, "No event: " + e.getMessage());
        }
    }
}
