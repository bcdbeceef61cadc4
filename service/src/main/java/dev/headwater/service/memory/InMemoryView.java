package dev.headwater.service.memory;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.Host;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.Failure;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import dev.headwater.query.InMemorySearchIndex;
import dev.headwater.query.InMemoryViewStore;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.ViewReader;
import dev.headwater.service.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The read side of a view: its views, its search index, and the projectors of both. */
final class InMemoryView<V, E> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InMemoryViewStore<V> views;
  private final @Nullable InMemorySearchIndex<V> index;
  private final List<Projector<V, E>> projectors = new ArrayList<>();
  private final Host host;

  InMemoryView(View<V, E> view, EventLog<E> log, Host host) {
    this.host = host;
    views = new InMemoryViewStore<>(view.viewFormat().lists());
    projectors.add(new Projector<>(view.definition(), view.aggregate().events(), log, views, host));
    if (view.search() == null) {
      index = null;
    } else {
      index = new InMemorySearchIndex<>(view.searchFormat()::encode);
      projectors.add(
          new Projector<>(view.searchDefinition(), view.aggregate().events(), log, index, host));
    }
  }

  ViewReader<V> views() {
    return views;
  }

  @Nullable SearchIndex<V> index() {
    return index;
  }

  /**
   * @throws IllegalStateException if an event cannot be projected
   */
  void project(List<RecordedEvent<EncodedEvent>> events) {
    List<Delivery> batch = new ArrayList<>();
    for (RecordedEvent<EncodedEvent> event : events) {
      batch.add(new Delivery.Event(Integer.toString(batch.size()), event));
    }
    for (Projector<V, E> projector : projectors) {
      ProjectedBatch projected = projector.project(batch, host.clock().instant().plus(PATIENCE));
      if (!projected.parked().isEmpty() || !projected.retry().isEmpty()) {
        throw new IllegalStateException(
            projector.definition().name()
                + " could not project: parked "
                + projected.parked().values().stream().map(Failure::reason).toList()
                + ", not in time "
                + projected.retry().size());
      }
    }
  }
}
