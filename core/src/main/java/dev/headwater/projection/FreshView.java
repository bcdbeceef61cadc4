package dev.headwater.projection;

import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.time.Instant;

/**
 * Reads a view at a given version or later, however far the projector has got: what the stored view
 * lacks is folded from the log, and all of a foreign one. To read your own write, pass the version
 * that the command returned.
 *
 * <p>Costs nothing if the stored view is new enough, otherwise one log read per page of missing
 * commits.
 *
 * <p>Thread-safe.
 */
public record FreshView<V, E>(ViewDefinition<V, E> definition, EventLog<E> log, Host host) {
  /**
   * Returns the view of an aggregate at this version or later, never a foreign one. If the result
   * has an earlier version, the stream has not reached this one yet.
   *
   * @param stored the stored view; {@link VersionedView#absent} if there is none
   * @param aggregateId an aggregate of the definition's category
   * @param deadline no page of the log is read after it
   * @throws UnreadableEventException if the stream, beyond the stored view, contains an event that
   *     the codec cannot read, or has a break
   * @throws UnfoldableStreamException if the projection fails on one of the events
   * @throws UnavailableException if the log does not answer in time
   */
  public VersionedView<V> of(
      String aggregateId, VersionedView<V> stored, long minVersion, Instant deadline) {
    if (!stored.foreign() && stored.version() >= minVersion) {
      return stored;
    }
    VersionedView<V> from = stored.foreign() ? VersionedView.absent() : stored;
    Deadline end = Deadline.at(deadline, host);
    EventLog<E> inTime =
        (stream, afterVersion, max) -> {
          end.require("read " + stream);
          return log.read(stream, afterVersion, max);
        };
    return inTime.fold(
        new StreamId(definition.category(), aggregateId), from.version(), from, this::next);
  }

  private VersionedView<V> next(VersionedView<V> before, Commit<E> commit) {
    V view = before.view();
    try {
      for (RecordedEvent<E> event : commit.recordedEvents()) {
        view = definition.projection().apply(view, event);
      }
    } catch (RuntimeException e) { // its message may quote an event
      throw new UnfoldableStreamException(definition.name(), commit.stream(), e);
    }
    return new VersionedView<>(commit.lastVersion(), view);
  }
}
