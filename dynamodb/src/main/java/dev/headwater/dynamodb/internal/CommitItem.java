package dev.headwater.dynamodb.internal;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A commit as an item of the events table.
 *
 * <p>Other attributes are ignored; the item may also hold a snapshot, see {@code
 * SnapshotAttributes}, and the mark of an import.
 */
public final class CommitItem {
  public static final String PK = "PK";
  public static final String SK = "SK";
  public static final String SORT_PREFIX = "EVENT#";

  /** Attributes of a snapshot, which follow from the log. */
  public static final String STATE = "state";

  public static final String RECENT = "recent";

  /** Marks a commit that an import brought back, see {@link ImportMark}. */
  public static final String IMPORTED = "imported";

  private static final String ZEROS = "0000000000";
  private static final String FIRST_KEY = sortKey(1);
  private static final String LAST_KEY = sortKey(EventLog.MAX_VERSION);
  public static final String VERSION = "version";
  private static final String EVENTS = "events";
  private static final String EVENT_TYPE = "eventType";
  private static final String SCHEMA_VERSION = "schemaVersion";
  private static final String PAYLOAD = "payload";
  private static final String TIMESTAMP = "timestamp";
  private static final String COMMAND_ID = "commandId";
  private static final String COMMAND_DIGEST = "commandDigest";
  private static final String METADATA = "metadata";

  /** The attributes that a reader requests. */
  public static final List<String> NAMES =
      List.of(PK, SK, VERSION, EVENTS, TIMESTAMP, COMMAND_ID, COMMAND_DIGEST, METADATA);

  /** The condition of every append: two writers of the same version collide on its key. */
  public static final String NOT_THERE = "attribute_not_exists(PK)";

  private CommitItem() {}

  /** The key of the commit that begins at this version. */
  public static Map<String, AttributeValue> key(StreamId stream, long version) {
    return Map.of(
        PK, AttributeValue.fromS(stream.toString()), SK, AttributeValue.fromS(sortKey(version)));
  }

  /** The sort key of the commit that begins at this version; it sorts in numeric order. */
  public static String sortKey(long version) {
    String digits = Long.toString(version);
    return SORT_PREFIX + ZEROS.substring(Math.min(digits.length(), ZEROS.length())) + digits;
  }

  /** Whether readers of the stream see an item with this sort key. */
  public static boolean isInReach(String sortKey) {
    return sortKey.compareTo(FIRST_KEY) >= 0 && sortKey.compareTo(LAST_KEY) <= 0;
  }

  public static Map<String, AttributeValue> write(Commit<EncodedEvent> commit) {
    if (commit.lastVersion() > EventLog.MAX_VERSION) {
      throw new IllegalArgumentException("The last version of a stream is " + EventLog.MAX_VERSION);
    }
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put(PK, AttributeValue.fromS(commit.stream().toString()));
    item.put(SK, AttributeValue.fromS(sortKey(commit.firstVersion())));
    item.put(VERSION, number(commit.firstVersion()));
    item.put(
        EVENTS, AttributeValue.fromL(commit.events().stream().map(CommitItem::write).toList()));
    item.put(TIMESTAMP, number(commit.timestamp().toEpochMilli()));
    item.put(COMMAND_ID, AttributeValue.fromS(commit.command().commandId()));
    item.put(COMMAND_DIGEST, AttributeValue.fromB(digest(commit.command())));
    Map<String, AttributeValue> metadata = MetadataAttributes.write(commit.metadata());
    if (!metadata.isEmpty()) {
      item.put(METADATA, AttributeValue.fromM(metadata));
    }
    return item;
  }

  private static AttributeValue write(EncodedEvent event) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put(EVENT_TYPE, AttributeValue.fromS(event.eventType()));
    map.put(SCHEMA_VERSION, number(event.schemaVersion()));
    map.put(PAYLOAD, AttributeValue.fromM(PlainValues.toAttributes(event.payload())));
    return AttributeValue.fromM(map);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static SdkBytes digest(CommandStamp command) {
    return SdkBytes.fromByteArrayUnsafe(
        ByteBuffer.allocate(Long.BYTES).putLong(command.digest()).array());
  }

  /**
   * The commit in an item.
   *
   * @throws IllegalArgumentException if it is not a commit; the message quotes no content
   */
  public static Commit<EncodedEvent> read(Map<String, AttributeValue> attributes) {
    Attributes item = new Attributes(attributes);
    long version = item.integer(VERSION);
    if (!item.string(SK).equals(sortKey(version))) {
      throw new IllegalArgumentException("'version' does not match the sort key");
    }
    return new Commit<>(
        StreamId.parse(item.string(PK)),
        version,
        events(item),
        Instant.ofEpochMilli(item.integer(TIMESTAMP)),
        command(item),
        metadata(item));
  }

  /**
   * Checks that an item is a commit, whatever its payloads hold.
   *
   * @return its last version
   * @throws IllegalArgumentException if it is not; the message quotes no content
   */
  public static long requireCommit(Map<String, AttributeValue> attributes) {
    Attributes item = new Attributes(attributes);
    StreamId.parse(item.string(PK));
    long version = item.integer(VERSION);
    if (!item.string(SK).equals(sortKey(version)) || !isInReach(item.string(SK))) {
      throw new IllegalArgumentException("'version' does not match the sort key");
    }
    List<AttributeValue> events = item.list(EVENTS);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("'events' is empty");
    }
    for (Attributes event : maps(events)) {
      event.string(EVENT_TYPE);
      event.smallInteger(SCHEMA_VERSION);
      event.map(PAYLOAD);
    }
    item.integer(TIMESTAMP);
    command(item);
    metadata(item);
    return version + events.size() - 1;
  }

  private static List<EncodedEvent> events(Attributes item) {
    List<EncodedEvent> events = new ArrayList<>();
    for (Attributes event : maps(item.list(EVENTS))) {
      events.add(
          new EncodedEvent(
              event.string(EVENT_TYPE),
              event.smallInteger(SCHEMA_VERSION),
              PlainValues.toPlain(event.map(PAYLOAD).values())));
    }
    return events;
  }

  private static List<Attributes> maps(List<AttributeValue> events) {
    if (events.stream().anyMatch(value -> value.type() != AttributeValue.Type.M)) {
      throw new IllegalArgumentException("'events' contains something other than a map");
    }
    return events.stream().map(value -> new Attributes(value.m())).toList();
  }

  private static CommandStamp command(Attributes item) {
    byte[] digest = item.binary(COMMAND_DIGEST);
    if (digest.length != Long.BYTES) {
      throw new IllegalArgumentException("'commandDigest' must have 8 bytes");
    }
    return new CommandStamp(item.string(COMMAND_ID), ByteBuffer.wrap(digest).getLong());
  }

  private static Metadata metadata(Attributes item) {
    return item.has(METADATA) ? MetadataAttributes.read(item.map(METADATA)) : Metadata.NONE;
  }

  /** Metadata as a map without its absent entries. */
  private static final class MetadataAttributes {
    private static final String CORRELATION_ID = "correlationId";
    private static final String CAUSATION_ID = "causationId";
    private static final String ACTOR = "actor";
    private static final String TRACEPARENT = "traceparent";

    static Map<String, AttributeValue> write(Metadata metadata) {
      Map<String, AttributeValue> map = new LinkedHashMap<>();
      put(map, CORRELATION_ID, metadata.correlationId());
      put(map, CAUSATION_ID, metadata.causationId());
      put(map, ACTOR, metadata.actor());
      put(map, TRACEPARENT, metadata.traceparent());
      return map;
    }

    private static void put(Map<String, AttributeValue> map, String name, @Nullable String value) {
      if (value != null) {
        map.put(name, AttributeValue.fromS(value));
      }
    }

    static Metadata read(Attributes map) {
      return new Metadata(
          get(map, CORRELATION_ID), get(map, CAUSATION_ID), get(map, ACTOR), get(map, TRACEPARENT));
    }

    private static @Nullable String get(Attributes map, String name) {
      return map.has(name) ? map.string(name) : null;
    }
  }
}
