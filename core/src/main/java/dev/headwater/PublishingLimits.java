package dev.headwater;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;

/**
 * The limits of a publisher. A store checks them before it writes a commit (G4), because an event
 * that can be stored but never published would have to be parked.
 */
@FunctionalInterface
public interface PublishingLimits {
  /** No limits: for events that are not published. */
  PublishingLimits NONE = event -> {};

  /**
   * Rejects an event that could never be published.
   *
   * @throws CommitTooLargeException if the event is too large
   * @throws IllegalArgumentException if it exceeds any other limit
   */
  void check(RecordedEvent<EncodedEvent> event);
}
