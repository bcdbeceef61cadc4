package dev.headwater.service;

import dev.headwater.event.EventLog;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ViewPage;
import org.jspecify.annotations.Nullable;

/**
 * What a query of a service's own reads from. After the invocation's deadline, no read starts.
 * Every method throws {@link dev.headwater.host.UnavailableException} if a store does not answer in
 * time.
 */
public interface Reads {
  /**
   * A view at this version or later, so that callers see their own writes. A view that does not
   * exist has version 0 and is {@code null}.
   *
   * @param id as the query's id type has it: a text that no id has is not refused here
   * @param minVersion 0 for whatever is stored. If the aggregate has no such version yet, the query
   *     is answered with the problem {@code unknown-version}
   */
  <V> VersionedView<V> find(View<V, ?> view, String id, long minVersion);

  /**
   * A page of a list, as it is stored: it may lag behind the log.
   *
   * @param key the component that the list is kept by, as in {@link View#listedBy}
   * @param value of the key: text, a constant, or a value of the component's type. A text that no
   *     view can have there finds nothing
   * @param after the {@code nextSort} of the page before; {@code null} for the first page. If it
   *     cannot be one, the query is answered with the problem {@code malformed-request}
   * @param limit 1 to 1,000
   * @throws IllegalArgumentException if the view has no list by this key, the key cannot have the
   *     value, or the limit is another
   */
  <V> ViewPage<V> list(
      View<V, ?> view,
      String key,
      Object value,
      ListOrder order,
      @Nullable String after,
      int limit);

  /** The events of an aggregate, strongly consistent. */
  <E> EventLog<E> log(Aggregate<?, ?, E, ?> aggregate);
}
