package dev.headwater.service.api;

import dev.headwater.event.EventLog;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.ViewReader;
import dev.headwater.service.Aggregate;
import dev.headwater.service.View;
import org.jspecify.annotations.Nullable;

/** Where the queries of a service are answered from. */
public interface QueryStores {
  /** The stored views of a kind. */
  <V> ViewReader<V> views(View<V, ?> view);

  /** The search index of a view; {@code null} if it has none or search is switched off. */
  <V> @Nullable SearchIndex<V> index(View<V, ?> view);

  /** The events of an aggregate. */
  <E> EventLog<E> log(Aggregate<?, ?, E, ?> aggregate);
}
