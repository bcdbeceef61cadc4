package dev.headwater.eventbridge;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.PublishableText;
import dev.headwater.event.RecordedEvent;
import dev.headwater.relay.EventPublisher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/**
 * Publishes to an EventBridge bus: one entry per event, in calls of at most {@value #MAX_ENTRIES}
 * entries and at most the request's size limit.
 *
 * <p>Each event gets its own result, whatever happens to the others in its call. A reason is an
 * error code and holds no content of an event.
 *
 * <p>Thread-safe.
 */
public final class EventBridgePublisher implements EventPublisher {
  /** EventBridge's limit for one call. */
  static final int MAX_ENTRIES = 10;

  /** 256 KB: the lowest limit that AWS has ever documented for one call. */
  public static final long DEFAULT_MAX_REQUEST_BYTES = 256 * 1024;

  static final String TOO_LARGE = "EntryTooLarge";

  /**
   * An event type is not JSON, so its characters cannot be escaped: a target queue would always
   * refuse this one.
   */
  static final String UNPUBLISHABLE_TYPE = "UnpublishableType";

  private final EventBridgeClient client;
  private final String busName;
  private final String source;
  private final long maxRequestBytes;
  private final EventIds eventIds;
  private final boolean replaying;

  /**
   * A publisher with {@link EventIds#PLAIN}.
   *
   * @param source the name of the application, such as {@code customers}
   */
  public EventBridgePublisher(EventBridgeClient client, String busName, String source) {
    this(client, busName, source, DEFAULT_MAX_REQUEST_BYTES);
  }

  /** A publisher with {@link EventIds#PLAIN}. */
  public EventBridgePublisher(
      EventBridgeClient client, String busName, String source, long maxRequestBytes) {
    this(client, busName, source, maxRequestBytes, EventIds.PLAIN, false);
  }

  private EventBridgePublisher(
      EventBridgeClient client,
      String busName,
      String source,
      long maxRequestBytes,
      EventIds eventIds,
      boolean replaying) {
    this.client = client;
    this.busName = busName;
    this.source = source;
    this.maxRequestBytes = maxRequestBytes;
    this.eventIds = eventIds;
    this.replaying = replaying;
  }

  /**
   * The same publisher with these event ids, for a service with several categories. The store needs
   * {@link EventBridgeLimits} with the same ones.
   */
  public EventBridgePublisher withEventIds(EventIds other) {
    return new EventBridgePublisher(client, busName, source, maxRequestBytes, other, replaying);
  }

  /**
   * The same publisher for events that are published again: each detail has {@code "replayed":
   * true}, so that consumers can tell, and is otherwise as it was.
   */
  public EventBridgePublisher replaying() {
    return new EventBridgePublisher(client, busName, source, maxRequestBytes, eventIds, true);
  }

  @Override
  public List<Result> publish(List<RecordedEvent<EncodedEvent>> events) {
    Result[] results = new Result[events.size()];
    List<Entry> call = new ArrayList<>(MAX_ENTRIES);
    long bytes = 0;
    for (int place = 0; place < results.length; place++) {
      Entry entry = entry(place, events.get(place));
      String fault = fault(entry);
      if (fault != null) {
        results[place] = new Result.Refused(fault);
        continue;
      }
      if (call.size() == MAX_ENTRIES || bytes + entry.bytes > maxRequestBytes) {
        put(call, results);
        call.clear();
        bytes = 0;
      }
      call.add(entry);
      bytes += entry.bytes;
    }
    put(call, results);
    return List.of(results);
  }

  private @Nullable String fault(Entry entry) {
    if (entry.bytes > maxRequestBytes) {
      return TOO_LARGE;
    }
    return PublishableText.findUnpublishable(entry.entry.detailType()).isPresent()
        ? UNPUBLISHABLE_TYPE
        : null;
  }

  private Entry entry(int place, RecordedEvent<EncodedEvent> event) {
    return new Entry(
        place,
        PutEventsRequestEntry.builder()
            .eventBusName(busName)
            .source(source)
            .detailType(event.event().eventType())
            .time(event.timestamp())
            .detail(Json.write(DetailJson.of(event, eventIds, replaying)))
            .build());
  }

  private void put(List<Entry> call, Result[] results) {
    if (call.isEmpty()) {
      return;
    }
    try {
      PutEventsResponse answer =
          client.putEvents(request -> request.entries(call.stream().map(Entry::entry).toList()));
      for (int index = 0; index < call.size(); index++) {
        results[call.get(index).place] = PublishResults.ofEntry(answer, index);
      }
    } catch (SdkException e) {
      Result result = PublishResults.ofFailedCall(e);
      if (result instanceof Result.Refused && call.size() > 1) {
        // One entry is at fault: send each on its own.
        call.forEach(entry -> put(List.of(entry), results));
      } else {
        call.forEach(entry -> results[entry.place] = result);
      }
    }
  }

  /** An entry, with the position of its event. */
  private record Entry(int place, PutEventsRequestEntry entry, long bytes) {
    /** The bytes that the bus counts for a timestamp. */
    private static final int TIME_BYTES = 14;

    Entry(int place, PutEventsRequestEntry entry) {
      this(
          place,
          entry,
          TIME_BYTES + utf8(entry.source()) + utf8(entry.detailType()) + utf8(entry.detail()));
    }

    private static long utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
