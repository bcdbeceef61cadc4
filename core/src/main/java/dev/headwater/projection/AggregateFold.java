package dev.headwater.projection;

import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.EventLog.Page;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.Deadline;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.ViewStore.ViewChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Advances one view in one round: from the messages alone as long as they carry whole commits
 * without a gap, then from the log. A foreign view is refolded from the first commit.
 */
final class AggregateFold<V, E> {
  private final Aggregate<V> aggregate;
  private final Projection<V, E> projection;
  private final VersionedView<V> stored;
  private long version;
  private @Nullable V view;
  private @Nullable Instant missingSince;

  AggregateFold(Aggregate<V> aggregate, VersionedView<V> stored, Projection<V, E> projection) {
    this.aggregate = aggregate;
    this.projection = projection;
    this.stored = stored;
    if (!stored.foreign()) {
      this.version = stored.version();
      this.view = stored.view();
    }
  }

  /**
   * Folds what the messages carry beyond the view: whole commits, without a gap. Returns no step if
   * the log has to be read to go on.
   */
  List<Step<V>> foldMessages(EventCodec<E> codec) {
    if (!aggregate.needsLog(stored.version())) {
      return reached(new ArrayList<>(1));
    }
    Collection<RecordedEvent<EncodedEvent>> commit = aggregate.nextCommit(version);
    while (!commit.isEmpty()) {
      for (RecordedEvent<EncodedEvent> event : commit) {
        apply(RecordedEvent.decode(event, codec));
      }
      commit = aggregate.nextCommit(version);
    }
    return aggregate.needsLog(version) ? List.of() : reached(new ArrayList<>(1));
  }

  /**
   * Folds what the log holds beyond the messages, page by page, to the stream head or the deadline.
   * It always reads the first page, and keeps what it folded if the log then stops answering, so
   * even a stream too long for one batch makes progress with each. A foreign view is kept only once
   * the fold has reached its version, since views never go back.
   */
  List<Step<V>> foldLog(EventLog<E> log, Deadline deadline) {
    List<Step<V>> steps = new ArrayList<>();
    steps.add(new Step.ReadLog<>(aggregate));
    try {
      if (!reachesHead(log, deadline)) {
        steps.add(new Step.OutOfTime<>(aggregate));
        if (missingSince == null) {
          return steps;
        }
      }
    } catch (UnavailableException e) {
      Step<V> unanswered = Step.Unanswered.byLog(aggregate, e);
      if (missingSince == null) {
        return List.of(unanswered);
      }
      steps.add(unanswered);
    }
    return reached(steps);
  }

  private boolean reachesHead(EventLog<E> log, Deadline deadline) {
    Page<E> page;
    do {
      page = log.read(aggregate.stream(), version, EventLog.MAX_PAGE);
      for (Commit<E> missing : page.commits()) {
        missing.recordedEvents().forEach(this::apply);
      }
    } while (page.hasMore() && !deadline.hasPassed());
    return !page.hasMore();
  }

  private void apply(RecordedEvent<E> event) {
    view = projection.apply(view, event);
    version = event.version();
    if (missingSince == null && isNews()) {
      missingSince = event.timestamp();
    }
  }

  /** Whether the store would accept the view: a foreign one may be replaced at its own version. */
  private boolean isNews() {
    return version > stored.version() || (stored.foreign() && version == stored.version());
  }

  /** Adds the steps for the view that was reached. */
  private List<Step<V>> reached(List<Step<V>> steps) {
    if (!stored.foreign()) {
      aggregate.confirmedBy(stored.version()).ifPresent(save -> steps.add(new Step.Moved<>(save)));
    }
    steps.add(
        missingSince == null
            ? new Step.UpToDate<>(aggregate)
            : new Step.Save<>(
                aggregate,
                new ViewChange<>(
                    aggregate.id(),
                    stored.version(),
                    new VersionedView<>(version, view),
                    stored.foreign()),
                missingSince));
    return steps;
  }
}
