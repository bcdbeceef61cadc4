package dev.headwater;

import java.util.List;

/** What became of a command. */
public sealed interface Outcome<E, R> {
  /**
   * Its events are stored, now or when the same command came the first time.
   *
   * @param version the stream's version after them
   */
  record Committed<E, R>(long version, List<E> events) implements Outcome<E, R> {
    public Committed {
      events = List.copyOf(events);
    }
  }

  /** It was accepted and there was nothing to change. */
  record Unchanged<E, R>(long version) implements Outcome<E, R> {}

  /** The decider refused it. Nothing is stored. */
  record Refused<E, R>(R reason, long version) implements Outcome<E, R> {}

  /** The stream is not at the version that the caller expected. Nothing is stored. */
  record VersionConflict<E, R>(long expectedVersion, long actualVersion) implements Outcome<E, R> {}

  /** An earlier command with other content has this id. Nothing is stored. */
  record CommandIdReused<E, R>(String commandId) implements Outcome<E, R> {}
}
