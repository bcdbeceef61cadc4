package dev.headwater.testkit.simulation;

import dev.headwater.EventStore;
import dev.headwater.event.EventLog;
import dev.headwater.host.ParallelCalls;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.SortedPage;
import dev.headwater.relay.EventPublisher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components of a run. A guard test replaces one by a broken one, as if a safeguard had been
 * forgotten, and the simulation has to notice.
 */
class Components<S, E, V> {
  /** The events table itself. */
  EventStore<S, E> table(EventStore<S, E> table) {
    return table;
  }

  /** The events table as one host sees it. */
  EventStore<S, E> storeOfHost(EventStore<S, E> store) {
    return store;
  }

  /** The log from which consumers fill gaps. */
  EventLog<E> log(EventLog<E> log) {
    return log;
  }

  /** The views table itself. */
  ViewStore<V> views(ViewStore<V> views) {
    return views;
  }

  EventPublisher publisher(EventPublisher publisher) {
    return publisher;
  }

  /** Makes calls in parallel. */
  ParallelCalls parallelCalls(ParallelCalls calls) {
    return calls;
  }

  Delivery delivery(Delivery delivery) {
    return delivery;
  }

  /** The result that a consumer reports for a batch. */
  ProjectedBatch answer(List<Delivery> batch, ProjectedBatch answer) {
    return answer;
  }

  /** A page of a list, merged with the reader's own aggregate. */
  SortedPage<Entry<V>, String> overlay(
      SortedPage<Entry<V>, String> page,
      Entry<V> seen,
      boolean listed,
      SortedPage.Bounds<Entry<V>, String> bounds) {
    return page.overlay(
        entry -> entry.aggregateId().equals(seen.aggregateId()), listed ? seen : null, bounds);
  }

  /** An entry of a list. */
  record Entry<V>(String aggregateId, @Nullable String key, VersionedView<V> view) {}
}
