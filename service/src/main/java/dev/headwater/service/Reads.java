package dev.headwater.service;

import dev.headwater.event.EventLog;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.SortedPage;
import org.jspecify.annotations.Nullable;

/**
 * What a service's own queries read from. After the invocation's deadline, no read starts. Every
 * method throws {@link dev.headwater.host.UnavailableException} if a store does not answer in time.
 */
public interface Reads {
  /**
   * A view at this version or later, so that callers see their own writes. A view that does not
   * exist has version 0 and is {@code null}.
   *
   * @param id in the form that the aggregate's id type gives it. A text that cannot be an id finds
   *     nothing
   * @param minVersion 0 for whatever is stored. If the aggregate has no such version yet, the query
   *     is answered with the problem {@code unknown-version}
   */
  <V> VersionedView<V> find(View<V, ?> view, String id, long minVersion);

  /**
   * A page of a list, which may lag behind the log. Which views are on it follows from what is
   * stored. A view that another version of the projection folded is folded from the log; so it may
   * by now be {@code null} or belong elsewhere, and each costs a read of the log. One whose events
   * this code cannot read is left out and logged.
   *
   * @param key the list's key, as in {@link View#listedBy}
   * @param value of the key: text, a constant of an enum, or a value of the component's type. A
   *     text that no view can have there finds nothing
   * @param after the {@code next} of the page before; {@code null} for the first page. If it cannot
   *     be one, the query is answered with the problem {@code malformed-request}
   * @param limit 1 to 1,000
   * @throws IllegalArgumentException if the view has no list by this key, the key cannot have this
   *     value, or the limit is out of range
   */
  <V> SortedPage<VersionedView<V>, String> list(
      View<V, ?> view,
      String key,
      Object value,
      ListOrder order,
      @Nullable String after,
      int limit);

  /** The events of an aggregate, strongly consistent. */
  <E> EventLog<E> log(Aggregate<?, ?, E, ?> aggregate);
}
