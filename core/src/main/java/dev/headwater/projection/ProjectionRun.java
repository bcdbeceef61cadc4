package dev.headwater.projection;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Deadline;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Step.Save;
import dev.headwater.projection.ViewStore.Saved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Projector}'s work on one batch: rounds of load, fold and save. Not thread-safe. */
final class ProjectionRun<V, E> {
  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);

  private final BatchFold<V, E> batchFold;
  private final ViewStore<V> views;
  private final RetryRounds rounds;
  private final ProjectedBatch.Report report = new ProjectedBatch.Report();

  /** The aggregates that need a round, by id. */
  private final Map<String, Aggregate<V>> open = new LinkedHashMap<>();

  /** What this round has folded and not yet saved. */
  private final List<Save<V>> unsaved = new ArrayList<>();

  ProjectionRun(BatchFold<V, E> batchFold, ViewStore<V> views, Deadline deadline) {
    this.batchFold = batchFold;
    this.views = views;
    this.rounds = new RetryRounds(deadline);
  }

  ProjectedBatch project(List<? extends Delivery> batch) {
    batch.forEach(this::group);
    while (!open.isEmpty() && rounds.begin()) {
      loadAndFold().forEach(this::settle);
      save().forEach(this::settle);
      open.keySet().retainAll(rounds.goingOn());
    }
    open.values().forEach(report::retry);
    return report.close();
  }

  private void group(Delivery delivery) {
    switch (delivery) {
      case Delivery.OfStream message when isOurs(message) ->
          open.computeIfAbsent(message.stream().id(), id -> new Aggregate<>(message.stream()))
              .add(message);
      case Delivery.OfStream message ->
          report.park(
              message.messageId(),
              Failure.misrouted(
                  "Projection "
                      + name()
                      + " does not fold streams of category "
                      + message.stream().category()));
      case Delivery.Malformed(String messageId, String reason) ->
          report.park(messageId, Failure.malformed(reason));
    }
  }

  /** Views are keyed by aggregate id alone, and another category may use the same id. */
  private boolean isOurs(Delivery.OfStream message) {
    return message.stream().category().equals(batchFold.definition().category());
  }

  private String name() {
    return batchFold.definition().name();
  }

  private List<Step<V>> loadAndFold() {
    Map<String, VersionedView<V>> stored;
    try {
      stored = load();
    } catch (UnavailableException e) {
      return List.of(Step.Unanswered.byViews(List.copyOf(open.values()), e));
    }
    return batchFold.fold(open.values(), stored, rounds.deadline());
  }

  private Map<String, VersionedView<V>> load() {
    boolean newestWins = views.newestWins();
    Set<String> needed = new HashSet<>();
    open.forEach(
        (id, aggregate) -> {
          if (!newestWins || !aggregate.beginsStream()) {
            needed.add(id);
          }
        });
    return needed.isEmpty() ? Map.of() : views.load(needed);
  }

  private List<Step<V>> save() {
    List<Save<V>> saves = List.copyOf(unsaved);
    unsaved.clear();
    if (saves.isEmpty()) {
      return List.of();
    }
    try {
      Saved saved = views.save(saves.stream().map(Save::change).toList());
      return saves.stream().map(save -> result(save, saved)).toList();
    } catch (UnavailableException e) {
      // Even if one view was certainly not stored, another one may have been.
      saves.forEach(save -> save.aggregate().mayHaveMoved(save));
      return List.of(Step.Unanswered.byViews(saves.stream().map(Save::aggregate).toList(), e));
    }
  }

  private Step<V> result(Save<V> save, Saved saved) {
    Aggregate<V> aggregate = save.aggregate();
    if (saved.lost().contains(aggregate.id())) {
      return new Step.StartOver<>(aggregate);
    }
    String refusal = saved.refused().get(aggregate.id());
    if (refusal != null) {
      return new Step.Park<>(aggregate, Failure.unstorableView(refusal));
    }
    if (saved.superseded().contains(aggregate.id())
        && aggregate.confirmedBy(save.change().next().version()).isEmpty()) {
      return new Step.UpToDate<>(aggregate);
    }
    return new Step.Moved<>(save);
  }

  /** Turns a step into its part of the report, a log entry, or another round. */
  private void settle(Step<V> step) {
    switch (step) {
      case Save<V> save -> unsaved.add(save);
      case Step.Moved<V>(var save) -> {
        report.moved(batchFold.host().elapsedSince(save.missingSince()));
        report.duplicates(save.aggregate().movedFrom(save.change().expectedVersion()));
      }
      case Step.UpToDate<V>(var aggregate) -> report.duplicates(aggregate.duplicatesUnlessMoved());
      case Step.ReadLog<V>(var aggregate) -> report.gap(aggregate);
      case Step.OutOfTime<V>(var aggregate) -> report.retry(aggregate);
      case Step.Interrupted<V>(var aggregate, var cause) -> {
        LOG.warn(
            "Projection {}: retrying {} later: {}", name(), aggregate.stream(), cause.getMessage());
        report.retry(aggregate);
      }
      case Step.Unanswered<V> unanswered -> askAgain(unanswered);
      case Step.StartOver<V>(var aggregate) -> {
        if (!rounds.goesOnAfterRace(aggregate.id())) {
          report.retry(aggregate);
        }
      }
      case Step.Park<V>(var aggregate, var failure) -> {
        LOG.error("Projection {}: {} is parked: {}", name(), aggregate.stream(), failure.reason());
        rounds.end(aggregate.id());
        report.park(aggregate, failure);
      }
    }
  }

  /** Retries the aggregates, unless an operator has to correct something first. */
  private void askAgain(Step.Unanswered<V> unanswered) {
    ConfigurationFault fault = unanswered.failure().configurationFault();
    if (fault != null) {
      giveUp(unanswered, fault);
      return;
    }
    List<Aggregate<V>> aggregates = unanswered.aggregates();
    boolean first = false;
    for (Aggregate<V> aggregate : aggregates) {
      first |= rounds.goesOnAfterSilence(aggregate.id());
    }
    if (first) {
      LOG.warn(
          "Projection {}: {} does not answer for {}; retrying: {}",
          name(),
          unanswered.store(),
          aggregates.size() == 1
              ? aggregates.getFirst().stream()
              : aggregates.size() + " aggregates",
          unanswered.failure().getMessage());
    }
  }

  private void giveUp(Step.Unanswered<V> unanswered, ConfigurationFault fault) {
    for (Aggregate<V> aggregate : unanswered.aggregates()) {
      rounds.end(aggregate.id());
      report.retry(aggregate);
    }
    if (report.fault(fault)) {
      LOG.error(
          "Projection {}: {} rejected a call. {}", name(), unanswered.store(), fault.describe());
    }
  }
}
