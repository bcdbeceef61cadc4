package dev.headwater.projection;

import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.InterruptedWaitException;
import dev.headwater.host.UnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Folds the aggregates of a batch: first those whose messages suffice, which needs no I/O, then the
 * others, whose log reads run in parallel.
 */
record BatchFold<V, E>(
    ViewDefinition<V, E> definition, EventCodec<E> codec, EventLog<E> log, Host host) {
  /** Enough for a whole batch of ten. Each read holds a page of up to 1 MB. */
  static final int MAX_READS_AT_ONCE = 10;

  /**
   * Returns the steps of each aggregate in order, and the aggregates in any order.
   *
   * @param deadline no fold starts after it
   */
  List<Step<V>> fold(
      Collection<Aggregate<V>> aggregates,
      Map<String, VersionedView<V>> stored,
      Deadline deadline) {
    List<Step<V>> steps = new ArrayList<>(aggregates.size());
    List<Aggregate<V>> gaps = new ArrayList<>();
    List<Supplier<List<Step<V>>>> reads = new ArrayList<>();
    for (Aggregate<V> aggregate : aggregates) {
      VersionedView<V> from = stored.getOrDefault(aggregate.id(), VersionedView.absent());
      if (from.foreign() && from.version() == 0) {
        steps.add(new Step.Park<>(aggregate, Failure.damagedView()));
        continue;
      }
      AggregateFold<V, E> fold = new AggregateFold<>(aggregate, from, definition.projection());
      List<Step<V>> folded = attempt(aggregate, deadline, () -> fold.foldMessages(codec));
      if (folded.isEmpty()) {
        gaps.add(aggregate);
        reads.add(() -> attempt(aggregate, deadline, () -> fold.foldLog(log, deadline)));
      }
      steps.addAll(folded);
    }
    try {
      host.parallelCalls().callEach(reads, MAX_READS_AT_ONCE).forEach(steps::addAll);
    } catch (InterruptedWaitException e) {
      gaps.forEach(aggregate -> steps.add(new Step.Interrupted<>(aggregate, e)));
    }
    return steps;
  }

  private List<Step<V>> attempt(
      Aggregate<V> aggregate, Deadline deadline, Supplier<List<Step<V>>> fold) {
    if (deadline.hasPassed()) {
      return List.of(new Step.OutOfTime<>(aggregate));
    }
    try {
      return fold.get();
    } catch (UnavailableException e) {
      return List.of(Step.Unanswered.byLog(aggregate, e));
    } catch (InterruptedWaitException e) {
      return List.of(new Step.Interrupted<>(aggregate, e));
    } catch (RuntimeException e) {
      return List.of(new Step.Park<>(aggregate, Failure.of(e)));
    }
  }
}
