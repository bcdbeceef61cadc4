package dev.headwater.testkit.simulation;

import dev.headwater.EventStore;
import dev.headwater.event.EventLog;
import dev.headwater.host.ParallelCalls;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.SortedPage;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.relay.EventPublisher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run is put together. A guard test replaces one part by a wrong one, as if the safeguard
 * there had been forgotten, and the simulation has to notice.
 */
class Parts<S, E, V> {
  /** The events table itself. */
  EventStore<S, E> table(EventStore<S, E> table) {
    return table;
  }

  /** The store as one host sees it. */
  EventStore<S, E> storeOfHost(EventStore<S, E> store) {
    return store;
  }

  /** The log that the queue's consumers fill gaps from. */
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

  /** How calls are made whose waits overlap. */
  ParallelCalls parallelCalls(ParallelCalls calls) {
    return calls;
  }

  Delivery delivery(Delivery delivery) {
    return delivery;
  }

  /** What a consumer answers after it has projected a batch. */
  ProjectedBatch answer(List<Delivery> batch, ProjectedBatch answer) {
    return answer;
  }

  /** A page of a list with the aggregate that the reader has seen laid over it. */
  SortedPage<Entry<V>, String> overlay(
      SortedPage<Entry<V>, String> page,
      Entry<V> seen,
      boolean listed,
      SortedPage.Bounds<Entry<V>, String> bounds) {
    return page.overlay(
        entry -> entry.aggregateId().equals(seen.aggregateId()), listed ? seen : null, bounds);
  }

  /** An aggregate in a list. */
  record Entry<V>(String aggregateId, @Nullable String key, VersionedView<V> view) {}
}
