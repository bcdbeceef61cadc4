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
 * Folds events into views. However a transport repeats, delays, reorders or drops messages, each
 * view ends equal to the fold of its stream, as long as one later message arrives.
 *
 * <p>Per batch: one read of all views, save those that a newest-wins store need not be asked for,
 * then per aggregate
 *
 * <ul>
 *   <li>an event that the view shows already: dropped;
 *   <li>whole commits that follow in unbroken order: folded from the messages, without a read;
 *   <li>a gap, or a commit of which a part is missing: everything up to the head of the stream is
 *       read from the log, strongly consistent, and folded, up to {@value
 *       BatchFold#MAX_READS_AT_ONCE} streams at the same time;
 *   <li>one conditional write. A lost race is begun again, at most {@value RetryRounds#MAX_RACES}
 *       times.
 * </ul>
 *
 * Views move from commit boundary to commit boundary, so none ever shows half a command.
 *
 * <p>A store or log that does not answer for now is asked again, with back-off, for up to five
 * seconds within the deadline; then the messages that still need it are to come again. What an
 * operator has to correct first ({@link ConfigurationFault}) is not tried again.
 *
 * <p>An event that cannot be read or folded, or a view that cannot be read or that the store
 * refuses, parks its own aggregate and no other.
 *
 * <p>Safe for use by several threads.
 */
public final class Projector<V, E> {
  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);

  private final Projection<V, E> projection;
  private final BatchFold<V, E> batchFold;
  private final ViewStore<V> views;
  private final Host host;

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

  public Projection<V, E> projection() {
    return projection;
  }

  /**
   * Brings the views forward by a batch of messages. What fails is in the answer.
   *
   * @param deadline after it no further aggregate is begun, and a gap is folded no further than to
   *     the end of the page that is being read. What was folded is still saved: leave time for one
   *     read and one save. The messages of the rest are to come again
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
        case Delivery.OfStream told when isOurs(told.stream()) ->
            groups
                .computeIfAbsent(told.stream().id(), id -> new AggregateFold<>(told.stream()))
                .add(told);
        case Delivery.OfStream told ->
            report.park(
                told.messageId(),
                "Projection "
                    + projection.name()
                    + " does not fold streams of category "
                    + told.stream().category());
        case Delivery.Malformed(String messageId, String reason) -> report.park(messageId, reason);
      }
    }
    return groups;
  }

  /** Views are told apart by their aggregates' ids alone, and another category may share one. */
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
      // Even a store that refused one view for certain may have stored another one.
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

  /** Answers with the others. */
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

  /** The view's next state; {@code null} when there is none or the aggregate failed. */
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
            "Projection {}: {} is retried: {}",
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

  /** A store does not answer: its aggregates go on, unless an operator has to come first. */
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
        LOG.error("Projection {}: {} refuses. {}", projection.name(), store, fault.describe());
      }
      return;
    }
    boolean first = false;
    for (AggregateFold<V, E> group : groups) {
      first |= rounds.goesOnAfterSilence(group.stream().id());
    }
    if (first) {
      LOG.warn(
          "Projection {}: {} does not answer for {} and is asked again: {}",
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

  /** A view's way forward, and when the first event happened that it was missing. */
  private record Move<V, E>(AggregateFold<V, E> group, ViewChange<V> change, Instant oldest) {
    void perhapsSaved() {
      group.perhapsMoved(change.expectedVersion(), change.next().version(), oldest);
    }
  }
}
