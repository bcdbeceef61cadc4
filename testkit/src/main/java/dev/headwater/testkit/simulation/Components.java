package dev.headwater.testkit.simulation;

import dev.headwater.EventStore;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.ParallelCalls;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.FreshPages;
import dev.headwater.query.InMemoryNewestViewStore;
import dev.headwater.query.InMemoryViewStore;
import dev.headwater.query.IndexedView;
import dev.headwater.query.SortedPage;
import dev.headwater.relay.EventPublisher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

  /**
   * The views table itself, by the fingerprint of the projection that uses it.
   *
   * @param conditional whether it is a conditional store, and not a newest-wins one
   */
  Function<String, ViewStore<V>> table(boolean conditional) {
    return conditional ? new InMemoryViewStore<V>()::of : new InMemoryNewestViewStore<V>()::of;
  }

  /** The views table as one release uses it. */
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

  /** The streams whose views show these versions, so that their letters are superfluous. */
  Set<StreamId> showing(Projector<V, E> projector, Map<StreamId, Long> versions) {
    return projector.showing(versions);
  }

  /** Whether what a letter is about is made good. */
  boolean isRedriven(ProjectedBatch answer) {
    return answer.parked().isEmpty() && answer.retry().isEmpty();
  }

  Delivery delivery(Delivery delivery) {
    return delivery;
  }

  /** The result that a consumer reports for a batch. */
  ProjectedBatch answer(List<Delivery> batch, ProjectedBatch answer) {
    return answer;
  }

  /** A page of a list without foreign views. */
  SortedPage<IndexedView<V, String>, String> fresh(
      SortedPage<IndexedView<V, String>, String> page, FreshView<V, E> fresh, Instant deadline) {
    return new FreshPages<>(fresh).of(page, deadline);
  }

  /**
   * A page of a list, merged with the reader's own aggregate.
   *
   * @param seen {@code null} if it is not in the list
   */
  SortedPage<IndexedView<V, String>, String> overlay(
      SortedPage<IndexedView<V, String>, String> page,
      String id,
      @Nullable IndexedView<V, String> seen,
      SortedPage.Bounds<IndexedView<V, String>, String> bounds) {
    return page.overlay(entry -> entry.id().equals(id), seen, bounds);
  }
}
