package dev.headwater.eventbridge;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.relay.EventPublisher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Publishes events again to a single projection, past the bus: into its queue, as a rule would put
 * them there, with {@code "replayed": true} in the detail. An event is refused if the queue refuses
 * its message, for instance because it is too large. A reason is an error code and holds no content
 * of an event.
 *
 * <p>Thread-safe.
 */
public final class QueuePublisher implements EventPublisher {
  private final QueueSender queue;
  private final String source;
  private final EventIds eventIds;

  /**
   * @param source the name of the application, as on the bus
   */
  public QueuePublisher(SqsClient sqs, String queueUrl, String source, EventIds eventIds) {
    this.queue = new QueueSender(sqs, queueUrl);
    this.source = source;
    this.eventIds = eventIds;
  }

  @Override
  public List<Result> publish(List<RecordedEvent<EncodedEvent>> events) {
    List<QueueSender.Outgoing> messages = new ArrayList<>(events.size());
    for (RecordedEvent<EncodedEvent> event : events) {
      messages.add(
          new QueueSender.Outgoing(Integer.toString(messages.size()), body(event), Map.of()));
    }
    AtomicReference<@Nullable ConfigurationFault> fault = new AtomicReference<>();
    Map<String, QueueSender.Unsent> unsent = queue.trySend(messages, fault::set);
    return messages.stream().map(message -> result(unsent.get(message.id()), fault.get())).toList();
  }

  private static Result result(
      QueueSender.@Nullable Unsent unsent, @Nullable ConfigurationFault fault) {
    if (unsent == null) {
      return new Result.Published();
    }
    return unsent.isRefusal()
        ? new Result.Refused(unsent.code())
        : new Result.Deferred(unsent.code(), fault);
  }

  private String body(RecordedEvent<EncodedEvent> event) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("version", "0");
    envelope.put("detail-type", event.event().eventType());
    envelope.put("source", source);
    envelope.put("time", event.timestamp().toString());
    envelope.put("detail", DetailJson.of(event, eventIds, true));
    return Json.write(envelope);
  }
}
