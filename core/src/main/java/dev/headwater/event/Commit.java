package dev.headwater.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one command, stored and made visible atomically.
 *
 * @param firstVersion the version of the first event; a new stream starts at 1
 * @param events at least one
 * @param timestamp when the command was decided, in whole milliseconds
 */
public record Commit<E>(
    StreamId stream,
    long firstVersion,
    List<E> events,
    Instant timestamp,
    CommandStamp command,
    Metadata metadata) {
  public Commit {
    if (firstVersion < 1) {
      throw new IllegalArgumentException("Versions start at 1, not " + firstVersion);
    }
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("A commit has at least one event");
    }
  }

  /** The version of the last event. */
  public long lastVersion() {
    return firstVersion + events.size() - 1;
  }

  /** Whether this commit begins right after this version. */
  public boolean follows(long version) {
    return firstVersion == version + 1;
  }

  /** The event at this index in the commit, from 0. */
  public RecordedEvent<E> event(int index) {
    return new RecordedEvent<>(
        stream,
        firstVersion + index,
        events.get(index),
        timestamp,
        new RecordedEvent.CommitSpan(firstVersion, events.size()),
        command.commandId(),
        metadata);
  }

  /** All events, in order. */
  public List<RecordedEvent<E>> recordedEvents() {
    List<RecordedEvent<E>> recorded = new ArrayList<>(events.size());
    for (int index = 0; index < events.size(); index++) {
      recorded.add(event(index));
    }
    return recorded;
  }

  /** The same commit with its events encoded. */
  public static <E> Commit<EncodedEvent> encode(Commit<E> commit, EventCodec<E> codec) {
    return commit.withEvents(commit.events.stream().map(codec::encode).toList());
  }

  /**
   * The same commit with its events decoded.
   *
   * @throws UnreadableEventException if the codec cannot read one of them
   */
  public static <E> Commit<E> decode(Commit<EncodedEvent> commit, EventCodec<E> codec) {
    List<E> decoded = new ArrayList<>(commit.events.size());
    for (RecordedEvent<EncodedEvent> event : commit.recordedEvents()) {
      decoded.add(RecordedEvent.decode(event, codec).event());
    }
    return commit.withEvents(decoded);
  }

  private <T> Commit<T> withEvents(List<T> other) {
    return new Commit<>(stream, firstVersion, other, timestamp, command, metadata);
  }
}
