package dev.headwater.service.checks;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.EventStore;
import dev.headwater.Outcome;
import dev.headwater.StateFormat;
import dev.headwater.dynamodb.DynamoDbEventStore;
import dev.headwater.event.StreamId;
import dev.headwater.eventbridge.EventBridgeLimits;
import dev.headwater.host.Host;
import dev.headwater.service.Service;
import dev.headwater.service.checks.HeartbeatDecider.Beat;
import dev.headwater.service.checks.HeartbeatDecider.Beating;
import dev.headwater.service.checks.HeartbeatDecider.Event;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The heartbeat of a service: an event that takes the same path as all others, from the events
 * table through the relay and the bus to a queue, where its age shows how long that takes.
 *
 * <p>The beats of a service are one stream, {@code HEARTBEAT#<service>}, with one small item for
 * each beat. Nothing removes them.
 *
 * <p>Thread-safe.
 */
public final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final JsonEvents<Event> EVENTS = JsonEvents.of(Event.class);
  private static final JsonState<Beating> STATE = JsonState.of(Beating.class);

  private final StreamId stream;
  private final CommandHandler<Beat, Beating, Event, Void> handler;
  private final Host host;

  Heartbeat(Service service, EventStore<Beating, Event> store, Host host) {
    this.stream = new StreamId(StreamId.HEARTBEATS, service.name());
    this.handler = new CommandHandler<>(new HeartbeatDecider(), store, host);
    this.host = host;
  }

  /**
   * A heartbeat in the events table of a service.
   *
   * @param client without retries: the heartbeat retries by itself
   */
  public static Heartbeat in(
      String eventsTable, DynamoDbClient client, Service service, Host host) {
    return new Heartbeat(
        service,
        new DynamoDbEventStore<>(
            client,
            eventsTable,
            EVENTS,
            StateFormat.of(new HeartbeatDecider(), STATE.type(), STATE),
            EventBridgeLimits.DOCUMENTED.withEventIds(service.eventIds())),
        host);
  }

  /**
   * Appends a beat.
   *
   * @return how many there are now
   * @throws dev.headwater.host.UnavailableException if the store does not answer in time
   */
  public long beat(Instant deadline) {
    Outcome<Event, Void> outcome =
        handler.handle(CommandRequest.of(stream, new Beat()).withDeadline(deadline));
    if (outcome instanceof Outcome.Committed<Event, Void> committed) {
      LOG.info("Heartbeat {} sent", committed.version());
      return committed.version();
    }
    throw new IllegalStateException("A beat ended as " + outcome.getClass().getSimpleName());
  }

  /**
   * How long each beat among these messages took. Beats that were published again and those of
   * other services are ignored, and so is anything else: no retry would make a beat of it.
   *
   * @param messages of the queue, in Lambda's form
   */
  List<Duration> lags(JsonNode messages) {
    List<Duration> lags = new ArrayList<>();
    for (JsonNode message : messages) {
      JsonNode detail = detail(message.path("body").asString(""));
      if (!isBeat(detail)) {
        LOG.warn("The queue of heartbeats holds something else: see the rule that fills it");
      } else if (isOwn(detail) && !detail.path("replayed").asBoolean(false)) {
        Duration lag = host.elapsedSince(Instant.ofEpochMilli(detail.path("timestamp").asLong()));
        LOG.info("Heartbeat {} took {} ms", detail.path("version").asLong(), lag.toMillis());
        lags.add(lag);
      }
    }
    return lags;
  }

  private static JsonNode detail(String body) {
    try {
      return JsonMapper.shared().readTree(body).path("detail");
    } catch (JacksonException notJson) {
      return JsonMapper.shared().missingNode();
    }
  }

  private boolean isBeat(JsonNode detail) {
    return detail.path("category").asString("").equals(stream.category())
        && isLong(detail.path("timestamp"))
        && isLong(detail.path("version"));
  }

  private static boolean isLong(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  private boolean isOwn(JsonNode detail) {
    return detail.path("aggregateId").asString("").equals(stream.id());
  }
}
