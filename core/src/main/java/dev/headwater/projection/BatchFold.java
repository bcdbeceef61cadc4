package dev.headwater.projection;

import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.host.Deadline;
import dev.headwater.host.HeadwaterException;
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
    Projection<V, E> projection, EventCodec<E> codec, EventLog<E> log, Host host) {
  /** Enough for a whole batch of ten. Each read holds a page of up to 1 MB. */
  static final int MAX_READS_AT_ONCE = 10;

  /**
   * Returns one result per aggregate, in any order.
   *
   * @param deadline no fold starts after it
   */
  List<Folded<V, E>> fold(
      Collection<AggregateFold<V, E>> groups,
      Map<String, VersionedView<V>> stored,
      Deadline deadline) {
    List<Folded<V, E>> folded = new ArrayList<>(groups.size());
    List<AggregateFold<V, E>> gaps = new ArrayList<>();
    List<Supplier<Folded<V, E>>> reads = new ArrayList<>();
    for (AggregateFold<V, E> group : groups) {
      VersionedView<V> from = stored.getOrDefault(group.stream().id(), VersionedView.absent());
      Folded<V, E> messages =
          attempt(group, from, deadline, () -> group.foldMessages(from, projection, codec));
      if (messages instanceof Folded.Done<V, E> done && group.needsLog(done.fold())) {
        gaps.add(group);
        reads.add(
            () ->
                attempt(
                    group,
                    from,
                    deadline,
                    () -> group.foldLog(done.fold(), projection, log, deadline)));
      } else {
        folded.add(messages);
      }
    }
    try {
      folded.addAll(host.parallelCalls().callEach(reads, MAX_READS_AT_ONCE));
    } catch (InterruptedWaitException e) {
      gaps.forEach(group -> folded.add(new Folded.Interrupted<>(group, e)));
    }
    return folded;
  }

  private Folded<V, E> attempt(
      AggregateFold<V, E> group,
      VersionedView<V> from,
      Deadline deadline,
      Supplier<AggregateFold.Fold<V>> fold) {
    if (deadline.hasPassed()) {
      return new Folded.TooLate<>(group);
    }
    try {
      return new Folded.Done<>(group, from, fold.get());
    } catch (UnavailableException e) {
      return new Folded.Silent<>(group, e);
    } catch (InterruptedWaitException e) {
      return new Folded.Interrupted<>(group, e);
    } catch (RuntimeException e) {
      return new Folded.Impossible<>(group, reason(e));
    }
  }

  /** Only messages of our own exceptions are known to contain no personal data. */
  private static String reason(RuntimeException e) {
    return e instanceof HeadwaterException
        ? String.valueOf(e.getMessage())
        : e.getClass().getName() + " in the projection";
  }

  /** The result of folding one aggregate. */
  sealed interface Folded<V, E> {
    /** Folded, starting from this view. */
    record Done<V, E>(AggregateFold<V, E> group, VersionedView<V> from, AggregateFold.Fold<V> fold)
        implements Folded<V, E> {}

    /** The log did not answer. */
    record Silent<V, E>(AggregateFold<V, E> group, UnavailableException failure)
        implements Folded<V, E> {}

    /** Interrupted. */
    record Interrupted<V, E>(AggregateFold<V, E> group, InterruptedWaitException cause)
        implements Folded<V, E> {}

    /** Failed for good: no retry can help. */
    record Impossible<V, E>(AggregateFold<V, E> group, String reason) implements Folded<V, E> {}

    /** Not started: the deadline had passed. */
    record TooLate<V, E>(AggregateFold<V, E> group) implements Folded<V, E> {}
  }
}
