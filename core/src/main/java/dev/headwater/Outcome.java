package dev.headwater;

import java.util.List;

/** The outcome of a command. Only {@link Committed} has stored anything. */
public sealed interface Outcome<E, R> {
  /**
   * Its events are stored, by this request or by an earlier one with the same stamp.
   *
   * @param version the stream's version after these events
   */
  record Committed<E, R>(long version, List<E> events) implements Outcome<E, R> {
    public Committed {
      events = List.copyOf(events);
    }
  }

  /** The decider accepted it, and there was nothing to change. */
  record Unchanged<E, R>(long version) implements Outcome<E, R> {}

  /** The decider rejected it. Nothing was stored. */
  record Refused<E, R>(R reason, long version) implements Outcome<E, R> {}

  /** The stream is not at the version that the caller expected. Nothing was stored. */
  record VersionConflict<E, R>(long expectedVersion, long actualVersion) implements Outcome<E, R> {}

  /** An earlier command with different content used this id. Nothing was stored. */
  record CommandIdReused<E, R>(String commandId) implements Outcome<E, R> {}
}
