package dev.headwater.service.functions.internal.priming;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.functions.internal.priming.SampleStream.Folded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Batches of sample events, for the functions that events invoke. */
public final class EventSamples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Whatever its type, the relay passes it on as it is. */
  private static final EncodedEvent PASSED_ON =
      new EncodedEvent(
          "Sample",
          1,
          Map.of("text", "sample", "number", 1L, "flag", true, "list", List.of(Map.of("a", "b"))));

  private EventSamples() {}

  /** Commits, from the stream of the events table. */
  public static List<Sample> ofRelay(Service service) {
    Aggregate<?, ?, ?, ?> aggregate = service.aggregates().getFirst();
    ArrayNode records = JSON.arrayNode();
    for (int version = 1; version <= 2; version++) {
      ObjectNode item =
          (ObjectNode)
              WireForms.item(aggregate, SampleStream.commit(aggregate, version, PASSED_ON));
      ObjectNode change = JSON.objectNode().put("SequenceNumber", Integer.toString(version));
      ObjectNode keys = change.putObject("Keys");
      keys.set("PK", item.path("PK"));
      keys.set("SK", item.path("SK"));
      change.set("NewImage", item);
      records.addObject().put("eventName", "INSERT").set("dynamodb", change);
    }
    return List.of(new Sample("commits", batch(records)));
  }

  /**
   * Events from the queue of a projection: the first one, and then the others, so that they meet a
   * view.
   *
   * @param leftOut is given the types of those that the view does not fold
   */
  public static <V, E> List<Sample> ofProjector(
      View<V, E> view, EventIds eventIds, Consumer<String> leftOut) {
    List<RecordedEvent<EncodedEvent>> events =
        new SampleStream<>(view.aggregate())
            .foldedBy(view, leftOut).stream().map(Folded::event).toList();
    List<Sample> samples = new ArrayList<>();
    if (!events.isEmpty()) {
      samples.add(new Sample("an event", messages(events.subList(0, 1), eventIds)));
    }
    if (events.size() > 1) {
      samples.add(new Sample("events", messages(events.subList(1, events.size()), eventIds)));
    }
    return samples;
  }

  private static String messages(List<RecordedEvent<EncodedEvent>> events, EventIds eventIds) {
    ArrayNode records = JSON.arrayNode();
    for (RecordedEvent<EncodedEvent> event : events) {
      ObjectNode envelope = JSON.objectNode().put("detail-type", event.event().eventType());
      envelope.set("detail", WireForms.detail(event, eventIds));
      ObjectNode message =
          records
              .addObject()
              .put("messageId", eventIds.of(event))
              .put("receiptHandle", "sample")
              .put("body", envelope.toString());
      message.putObject("attributes").put("ApproximateReceiveCount", "1");
      message.putObject("messageAttributes");
    }
    return batch(records);
  }

  private static String batch(ArrayNode records) {
    ObjectNode batch = JSON.objectNode();
    batch.set("Records", records);
    return batch.toString();
  }
}
