package dev.headwater.event;

import java.time.Instant;

/** An event with its position in its stream, its time and its origin. */
public record RecordedEvent<E>(
    StreamId stream,
    long version,
    E event,
    Instant timestamp,
    CommitSpan commit,
    String commandId,
    Metadata metadata) {
  public RecordedEvent {
    if (version < commit.firstVersion() || version > commit.lastVersion()) {
      throw new IllegalArgumentException("Version " + version + " is outside its commit " + commit);
    }
  }

  /**
   * The same event, decoded.
   *
   * @throws UnreadableEventException if the codec cannot read it
   */
  public static <E> RecordedEvent<E> decode(
      RecordedEvent<EncodedEvent> stored, EventCodec<E> codec) {
    EncodedEvent encoded = stored.event();
    try {
      return stored.with(codec.decode(encoded));
    } catch (IllegalArgumentException e) {
      throw new UnreadableEventException(stored.stream, stored.version, encoded, e);
    }
  }

  private <T> RecordedEvent<T> with(T other) {
    return new RecordedEvent<>(stream, version, other, timestamp, commit, commandId, metadata);
  }

  /**
   * The versions of the commit that an event belongs to. Readers move from one commit boundary to
   * the next.
   */
  public record CommitSpan(long firstVersion, int count) {
    public CommitSpan {
      if (firstVersion < 1 || count < 1) {
        throw new IllegalArgumentException(
            "A commit starts at version 1 or later and has at least one event");
      }
    }

    /** The version of the commit's last event. */
    public long lastVersion() {
      return firstVersion + count - 1;
    }
  }
}
