package dev.headwater;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;

/**
 * What a publisher can take. A store asks before it writes a commit (G4): an event that could be
 * stored but never published would have to be parked.
 */
@FunctionalInterface
public interface PublishingLimits {
  /** Of events that are not published. */
  PublishingLimits NONE = event -> {};

  /**
   * Refuses an event that could never be published.
   *
   * @throws CommitTooLargeException when the event is too large
   * @throws IllegalArgumentException when something else about it is beyond a limit
   */
  void check(RecordedEvent<EncodedEvent> event);
}
