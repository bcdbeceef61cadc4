package dev.headwater.service.api;

import dev.headwater.event.EventLog;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.query.ViewPage;
import dev.headwater.service.Aggregate;
import dev.headwater.service.ListDescription;
import dev.headwater.service.Reads;
import dev.headwater.service.View;
import dev.headwater.service.http.SeenVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads for one query of a service's own. */
record StoredReads(QueriedViews queried, QueryStores stores, Instant deadline) implements Reads {
  @Override
  public <V> VersionedView<V> find(View<V, ?> view, String id, long minVersion) {
    return queried.of(view).ownWrites().read(new SeenVersion(id, minVersion), deadline);
  }

  @Override
  public <V> ViewPage<V> list(
      View<V, ?> view,
      String key,
      Object value,
      ListOrder order,
      @Nullable String after,
      int limit) {
    ListDescription list = view.listBy(key);
    String partition = ExactValues.of(view, key).text(value);
    return queried
        .of(view)
        .reader()
        .list(new ListRead(list.name(), List.of(partition), order, after, limit), deadline);
  }

  @Override
  public <E> EventLog<E> log(Aggregate<?, ?, E, ?> aggregate) {
    return stores.log(aggregate);
  }
}
