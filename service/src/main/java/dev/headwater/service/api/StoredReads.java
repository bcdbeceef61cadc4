package dev.headwater.service.api;

import dev.headwater.event.EventLog;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.IndexedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.query.SortedPage;
import dev.headwater.query.ViewList;
import dev.headwater.service.Aggregate;
import dev.headwater.service.IdType;
import dev.headwater.service.ListDescription;
import dev.headwater.service.Reads;
import dev.headwater.service.View;
import dev.headwater.service.http.Cursor;
import dev.headwater.service.http.SeenVersion;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.Shape.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads for one query of a service's own. */
record StoredReads(QueriedViews queried, QueryStores stores, Host host, Instant deadline)
    implements Reads {
  @Override
  public <V> VersionedView<V> find(View<V, ?> view, String id, long minVersion) {
    return isStorable(id)
        ? queried.of(view).ownWrites().read(new SeenVersion(id, minVersion), deadline)
        : VersionedView.absent();
  }

  private static boolean isStorable(String id) {
    try {
      IdType.requireStorable(id);
      return true;
    } catch (IllegalArgumentException noId) {
      return false;
    }
  }

  @Override
  public <V> SortedPage<VersionedView<V>, String> list(
      View<V, ?> view,
      String key,
      Object value,
      ListOrder order,
      @Nullable String after,
      int limit) {
    ListDescription list = view.listBy(key);
    QueriedView<V> listed = queried.of(view);
    String partition = partition(view.type().component(key), value);
    if (partition == null) {
      return new SortedPage<>(List.of(), null);
    }
    ListRead first = new ListRead(list.name(), List.of(partition), order, null, limit);
    var page =
        listed
            .ownWrites()
            .fresh(
                listed.reader().list(after == null ? first : after(first, after), deadline),
                deadline);
    return page.with(page.entries().stream().map(IndexedView::view).toList());
  }

  /** A request hands a place on, so a wrong one is the request's fault. */
  private static ListRead after(ListRead first, String place) {
    try {
      return new ListRead(first.list(), first.partitions(), first.order(), place, first.limit());
    } catch (IllegalArgumentException outOfBounds) {
      throw Cursor.foreign();
    }
  }

  /**
   * The part of the list for a value; {@code null} if no view can be in it. A request hands a text
   * on, so one that the key's type refuses is not a fault.
   */
  private static @Nullable String partition(Component key, Object value) {
    String partition;
    try {
      partition = key.storedValue(value).toString();
    } catch (IllegalArgumentException refused) {
      if (value instanceof String && key.shape().kind() == Kind.TEXT) {
        return null;
      }
      throw refused;
    }
    int bytes = partition.getBytes(StandardCharsets.UTF_8).length;
    return bytes < 1 || bytes > ViewList.MAX_PARTITION_BYTES ? null : partition;
  }

  @Override
  public <E> EventLog<E> log(Aggregate<?, ?, E, ?> aggregate) {
    EventLog<E> log = stores.log(aggregate);
    return (stream, afterVersion, maxCommits) -> {
      Deadline.at(deadline, host).require("read the events of " + aggregate.category());
      return log.read(stream, afterVersion, maxCommits);
    };
  }
}
