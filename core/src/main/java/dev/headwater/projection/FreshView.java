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
 * Reads one view as of a version at least, whatever the projector has got to: what the stored view
 * lacks is folded from the log. So whoever changed an aggregate reads what they wrote.
 *
 * <p>Costs no read where the stored view is new enough, and else one read of the log for each page
 * of missing commits.
 *
 * <p>Safe for use by several threads.
 */
public record FreshView<V, E>(Projection<V, E> projection, EventLog<E> log, Host host) {
  /**
   * The view of an aggregate at this version or a later one. When the answer is of an earlier one,
   * the stream has no such version.
   *
   * @param stored the view as it was found; {@link VersionedView#absent} when it was not
   * @param aggregateId of the projection's category
   * @param deadline after it no further page of the log is read
   * @throws UnreadableEventException when the stream holds an event that the codec cannot read, or
   *     has a break, beyond the stored view
   * @throws UnavailableException when the log does not answer, or not in time
   */
  public VersionedView<V> of(
      String aggregateId, VersionedView<V> stored, long minVersion, Instant deadline) {
    if (stored.version() >= minVersion) {
      return stored;
    }
    Deadline end = Deadline.at(deadline, host);
    EventLog<E> inTime =
        (stream, afterVersion, max) -> {
          end.require("read " + stream);
          return log.read(stream, afterVersion, max);
        };
    return inTime.fold(
        new StreamId(projection.category(), aggregateId), stored.version(), stored, this::next);
  }

  private VersionedView<V> next(VersionedView<V> before, Commit<E> commit) {
    V view = before.view();
    for (RecordedEvent<E> event : commit.recordedEvents()) {
      view = projection.apply(view, event);
    }
    return new VersionedView<>(commit.lastVersion(), view);
  }
}
