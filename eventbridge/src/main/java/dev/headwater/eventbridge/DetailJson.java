package dev.headwater.eventbridge;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.Metadata;
import dev.headwater.event.PublishableText;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.RecordedEvent.CommitSpan;
import dev.headwater.event.StreamId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Converts an event to the {@code detail} of a bus event and back. The text holds only characters
 * that every transport accepts.
 */
final class DetailJson {
  private static final String EVENT_ID = "eventId";
  private static final String CATEGORY = "category";
  private static final String AGGREGATE_ID = "aggregateId";
  private static final String EVENT_TYPE = "eventType";
  private static final String SCHEMA_VERSION = "schemaVersion";
  private static final String PAYLOAD = "payload";
  private static final String TIMESTAMP = "timestamp";
  private static final String VERSION = "version";
  private static final String COMMIT = "commit";
  private static final String FIRST = "first";
  private static final String COUNT = "count";
  private static final String COMMAND_ID = "commandId";
  private static final String METADATA = "metadata";
  private static final String REPLAYED = "replayed";
  private static final String CORRELATION_ID = "correlationId";
  private static final String CAUSATION_ID = "causationId";
  private static final String ACTOR = "actor";
  private static final String TRACEPARENT = "traceparent";

  private DetailJson() {}

  static String write(RecordedEvent<EncodedEvent> event, EventIds eventIds) {
    return Json.write(of(event, eventIds, false));
  }

  /**
   * The fields of an event.
   *
   * @param replayed whether it is published again, long after it happened
   */
  static Map<String, Object> of(
      RecordedEvent<EncodedEvent> event, EventIds eventIds, boolean replayed) {
    EncodedEvent encoded = event.event();
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put(EVENT_ID, eventIds.of(event));
    detail.put(CATEGORY, event.stream().category());
    detail.put(AGGREGATE_ID, event.stream().id());
    detail.put(EVENT_TYPE, encoded.eventType());
    detail.put(SCHEMA_VERSION, encoded.schemaVersion());
    detail.put(PAYLOAD, encoded.payload());
    detail.put(TIMESTAMP, event.timestamp().toEpochMilli());
    detail.put(VERSION, event.version());
    detail.put(COMMIT, commit(event.commit()));
    detail.put(COMMAND_ID, event.commandId());
    detail.put(METADATA, metadata(event.metadata()));
    if (replayed) {
      detail.put(REPLAYED, true);
    }
    return detail;
  }

  private static Map<String, Object> commit(CommitSpan commit) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(FIRST, commit.firstVersion());
    map.put(COUNT, commit.count());
    return map;
  }

  private static Map<String, String> metadata(Metadata metadata) {
    Map<String, String> map = new LinkedHashMap<>();
    put(map, CORRELATION_ID, metadata.correlationId());
    put(map, CAUSATION_ID, metadata.causationId());
    put(map, ACTOR, metadata.actor());
    put(map, TRACEPARENT, metadata.traceparent());
    return map;
  }

  private static void put(Map<String, String> map, String name, @Nullable String value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  /**
   * @throws IllegalArgumentException if this is not an event; the message quotes no content
   */
  static RecordedEvent<EncodedEvent> read(JsonNode detail) {
    JsonNode commit = Json.object(detail, COMMIT);
    return new RecordedEvent<>(
        stream(detail),
        Json.integer(detail, VERSION),
        new EncodedEvent(
            Json.string(detail, EVENT_TYPE),
            Json.smallInteger(detail, SCHEMA_VERSION),
            Json.plain(Json.object(detail, PAYLOAD))),
        Instant.ofEpochMilli(Json.integer(detail, TIMESTAMP)),
        new CommitSpan(Json.integer(commit, FIRST), Json.smallInteger(commit, COUNT)),
        Json.string(detail, COMMAND_ID),
        metadata(Json.object(detail, METADATA)));
  }

  static StreamId stream(JsonNode detail) {
    return new StreamId(key(detail, CATEGORY), key(detail, AGGREGATE_ID));
  }

  /**
   * Refuses half of a surrogate pair: no table can store such a key, and one would fail the read of
   * a whole batch.
   */
  private static String key(JsonNode detail, String name) {
    String text = Json.string(detail, name);
    if (!PublishableText.isUnicode(text)) {
      throw new IllegalArgumentException("'" + name + "' is not valid Unicode");
    }
    return text;
  }

  private static Metadata metadata(JsonNode map) {
    return new Metadata(
        get(map, CORRELATION_ID), get(map, CAUSATION_ID), get(map, ACTOR), get(map, TRACEPARENT));
  }

  private static @Nullable String get(JsonNode map, String name) {
    return map.has(name) ? Json.string(map, name) : null;
  }
}
