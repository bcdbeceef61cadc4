package dev.headwater.projection;

import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.BatchFold.Folded;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds events into views. However the transport repeats, delays, reorders or drops messages, each
 * view converges to the fold of its stream, as long as one later message arrives.
 *
 * <p>Per batch, one read of all views (except those that a newest-wins store does not need); then
 * per aggregate:
 *
 * <ul>
 *   <li>an event that the view already shows is dropped;
 *   <li>whole commits that follow without a gap are folded from the messages, without a read;
 *   <li>at a gap, or a commit with a part missing, everything up to the stream head is read from
 *       the log, strongly consistent, and folded, for up to {@value BatchFold#MAX_READS_AT_ONCE}
 *       streams in parallel;
 *   <li>one conditional write saves the view. After a lost race the aggregate starts over, for at
 *       most {@value RetryRounds#MAX_RACES} attempts in all.
 * </ul>
 *
 * Views move from commit boundary to commit boundary, so a view never shows half a command.
 *
 * <p>A store or log that does not answer is retried with back-off for up to five seconds, within
 * the deadline; after that, the messages that still need it are returned for redelivery. A {@link
 * ConfigurationFault}, which an operator has to correct, is not retried.
 *
 * <p>An event that cannot be read or folded, or a view that cannot be read or stored, parks its own
 * aggregate and no other.
 *
 * <p>Safe for use by several threads.
 */
public final class Projector<V, E> {
  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);

  private final Projection<V, E> projection;
  private final BatchFold<V, E> batchFold;
  private final ViewStore<V> views;
  private final Host host;

  /** A projector that reads gaps from {@code log}, and decodes events with {@code codec}. */
  public Projector(
      Projection<V, E> projection,
      EventCodec<E> codec,
      EventLog<E> log,
      ViewStore<V> views,
      Host host) {
    this.projection = projection;
    this.batchFold = new BatchFold<>(projection, codec, log, host);
    this.views = views;
    this.host = host;
  }

  /** What this projector folds events with. */
  public Projection<V, E> projection() {
    return projection;
  }

  /**
   * Advances the views by a batch of messages. Failures are part of the result.
   *
   * @param deadline after it no aggregate is started, and a gap is folded only to the end of the
   *     page being read. What was folded is still saved, so leave time for one read and one save.
   *     The remaining messages are returned for redelivery
   */
  public ProjectedBatch project(List<? extends Delivery> batch, Instant deadline) {
    ProjectedBatch.Report report = new ProjectedBatch.Report();
    Map<String, AggregateFold<V, E>> open = group(batch, report);
    RetryRounds rounds = new RetryRounds(Deadline.at(deadline, host));
    while (!open.isEmpty() && rounds.begin()) {
      advance(open, rounds, report);
      open.keySet().retainAll(rounds.goingOn());
    }
    open.values().forEach(report::retry);
    return report.close();
  }

  private Map<String, AggregateFold<V, E>> group(
      List<? extends Delivery> batch, ProjectedBatch.Report report) {
    Map<String, AggregateFold<V, E>> groups = new LinkedHashMap<>();
    for (Delivery delivery : batch) {
      switch (delivery) {
        case Delivery.OfStream message when isOurs(message.stream()) ->
            groups
                .computeIfAbsent(message.stream().id(), id -> new AggregateFold<>(message.stream()))
                .add(message);
        case Delivery.OfStream message ->
            report.park(
                message.messageId(),
                "Projection "
                    + projection.name()
                    + " does not fold streams of category "
                    + message.stream().category());
        case Delivery.Malformed(String messageId, String reason) -> report.park(messageId, reason);
      }
    }
    return groups;
  }

  /** Views are keyed by aggregate id alone, and another category may use the same id. */
  private boolean isOurs(StreamId stream) {
    return stream.category().equals(projection.category());
  }

  /** One round: read, fold, write. */
  private void advance(
      Map<String, AggregateFold<V, E>> open, RetryRounds rounds, ProjectedBatch.Report report) {
    List<Move<V, E>> moves = new ArrayList<>(open.size());
    try {
      Map<String, VersionedView<V>> stored = load(open);
      for (Folded<V, E> folded : batchFold.fold(open.values(), stored, rounds.deadline())) {
        Move<V, E> move = move(folded, rounds, report);
        if (move != null) {
          moves.add(move);
        }
      }
      Saved saved =
          moves.isEmpty() ? Saved.ALL : views.save(moves.stream().map(Move::change).toList());
      moves.forEach(move -> report(move, saved, rounds, report));
    } catch (UnreadableViewException e) {
      parkUnreadable(open, e.reasons(), report)
          .forEach((id, group) -> raceAgain(group, rounds, report));
    } catch (UnavailableException e) {
      // Even if one view was certainly not stored, another one may have been.
      moves.forEach(Move::perhapsSaved);
      askAgain(
          "the view store",
          moves.isEmpty() ? open.values() : moves.stream().map(Move::group).toList(),
          e,
          rounds,
          report);
    }
  }

  private Map<String, VersionedView<V>> load(Map<String, AggregateFold<V, E>> open) {
    boolean newestWins = views.newestWins();
    Set<String> needed = new HashSet<>();
    open.forEach(
        (id, group) -> {
          if (!newestWins || !group.beginsStream()) {
            needed.add(id);
          }
        });
    return needed.isEmpty() ? Map.of() : views.load(needed);
  }

  /** Parks these aggregates and returns the others. */
  private Map<String, AggregateFold<V, E>> parkUnreadable(
      Map<String, AggregateFold<V, E>> open,
      Map<String, String> reasons,
      ProjectedBatch.Report report) {
    Map<String, AggregateFold<V, E>> others = new LinkedHashMap<>(open);
    reasons.forEach(
        (id, reason) -> {
          AggregateFold<V, E> group = others.remove(id);
          if (group != null) {
            park(group, "The stored view cannot be read: " + reason, report);
          }
        });
    return others;
  }

  /** The change to save; {@code null} if there is none or the aggregate failed. */
  private @Nullable Move<V, E> move(
      Folded<V, E> folded, RetryRounds rounds, ProjectedBatch.Report report) {
    switch (folded) {
      case Folded.Done(var group, var from, var fold) -> {
        reportLog(group, fold, rounds, report);
        return move(group, from, fold, report);
      }
      case Folded.Silent(var group, var failure) ->
          askAgain("the event log", List.of(group), failure, rounds, report);
      case Folded.Interrupted(var group, var cause) -> {
        LOG.warn(
            "Projection {}: retrying {} later: {}",
            projection.name(),
            group.stream(),
            cause.getMessage());
        report.retry(group);
      }
      case Folded.Impossible(var group, var reason) -> park(group, reason, report);
      case Folded.TooLate(var group) -> report.retry(group);
    }
    return null;
  }

  private void reportLog(
      AggregateFold<V, E> group,
      AggregateFold.Fold<V> fold,
      RetryRounds rounds,
      ProjectedBatch.Report report) {
    if (fold.readFromLog()) {
      report.gap(group);
    }
    UnavailableException silence = fold.silence();
    if (silence != null) {
      askAgain("the event log", List.of(group), silence, rounds, report);
    } else if (fold.unfinished()) {
      report.retry(group);
    }
  }

  private @Nullable Move<V, E> move(
      AggregateFold<V, E> group,
      VersionedView<V> from,
      AggregateFold.Fold<V> fold,
      ProjectedBatch.Report report) {
    AggregateFold.Unconfirmed confirmed = group.confirmedBy(from.version());
    if (confirmed != null) {
      moved(group, confirmed.from(), confirmed.oldest(), report);
    }
    Instant oldest = fold.oldest();
    if (oldest != null) {
      return new Move<>(
          group, new ViewChange<>(group.stream().id(), from.version(), fold.reached()), oldest);
    }
    report.duplicates(group.duplicatesOfNoMove());
    return null;
  }

  /**
   * A store did not answer: retry its aggregates, unless an operator has to correct something
   * first.
   */
  private void askAgain(
      String store,
      Collection<AggregateFold<V, E>> groups,
      UnavailableException failure,
      RetryRounds rounds,
      ProjectedBatch.Report report) {
    ConfigurationFault fault = failure.configurationFault();
    if (fault != null) {
      groups.forEach(
          group -> {
            rounds.end(group.stream().id());
            report.retry(group);
          });
      if (report.fault(fault)) {
        LOG.error(
            "Projection {}: {} rejected a call. {}", projection.name(), store, fault.describe());
      }
      return;
    }
    boolean first = false;
    for (AggregateFold<V, E> group : groups) {
      first |= rounds.goesOnAfterSilence(group.stream().id());
    }
    if (first) {
      LOG.warn(
          "Projection {}: {} does not answer for {}; retrying: {}",
          projection.name(),
          store,
          groups.size() == 1 ? groups.iterator().next().stream() : groups.size() + " aggregates",
          failure.getMessage());
    }
  }

  private static void raceAgain(
      AggregateFold<?, ?> group, RetryRounds rounds, ProjectedBatch.Report report) {
    if (!rounds.goesOnAfterRace(group.stream().id())) {
      report.retry(group);
    }
  }

  private void park(AggregateFold<V, E> group, String reason, ProjectedBatch.Report report) {
    LOG.error("Projection {}: {} is parked: {}", projection.name(), group.stream(), reason);
    report.park(group, reason);
  }

  private void report(
      Move<V, E> move, Saved saved, RetryRounds rounds, ProjectedBatch.Report report) {
    AggregateFold<V, E> group = move.group;
    String id = move.change.aggregateId();
    String refusal = saved.refused().get(id);
    if (saved.lost().contains(id)) {
      raceAgain(group, rounds, report);
    } else if (refusal != null) {
      rounds.end(id);
      park(group, refusal, report);
    } else if (saved.superseded().contains(id)
        && group.confirmedBy(move.change.next().version()) == null) {
      report.duplicates(group.messageIds().size());
    } else {
      moved(group, move.change.expectedVersion(), move.oldest, report);
    }
  }

  private void moved(
      AggregateFold<V, E> group, long from, Instant oldest, ProjectedBatch.Report report) {
    report.moved(host.elapsedSince(oldest));
    report.duplicates(group.movedFrom(from));
  }

  /** A view's change, and the time of the first event that the view was missing. */
  private record Move<V, E>(AggregateFold<V, E> group, ViewChange<V> change, Instant oldest) {
    void perhapsSaved() {
      group.perhapsMoved(change.expectedVersion(), change.next().version(), oldest);
    }
  }
}
