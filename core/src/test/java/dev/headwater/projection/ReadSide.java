package dev.headwater.projection;

import dev.headwater.InMemoryEventStore;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.query.InMemoryViewStore;
import dev.headwater.testkit.History;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCodec;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketProjection;
import dev.headwater.testkit.basket.BasketView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A projector of baskets on watched stores, with helpers for its tests. */
final class ReadSide {
  static final BasketCodec CODEC = new BasketCodec();

  final ManualHost machine = new ManualHost(1);
  final InMemoryEventStore<Basket, BasketEvent> stored = new InMemoryEventStore<>();
  final FlakyLog<BasketEvent> log = new FlakyLog<>(stored);
  final WatchedViewStore<BasketView> views;

  ReadSide() {
    this(new InMemoryViewStore<>());
  }

  ReadSide(ViewStore<BasketView> views) {
    this.views = new WatchedViewStore<>(views);
  }

  ProjectedBatch project(List<? extends Delivery> batch) {
    return project(BasketProjection.VIEW, batch);
  }

  ProjectedBatch project(
      ViewDefinition<BasketView, BasketEvent> view, List<? extends Delivery> batch) {
    return project(view, batch, Instant.MAX);
  }

  /** Projects as if a Lambda function had this time left. */
  ProjectedBatch project(List<? extends Delivery> batch, Duration left) {
    return project(BasketProjection.VIEW, batch, machine.clock().instant().plus(left));
  }

  private ProjectedBatch project(
      ViewDefinition<BasketView, BasketEvent> view,
      List<? extends Delivery> batch,
      Instant deadline) {
    return new Projector<>(view, CODEC, log, views, machine.host()).project(batch, deadline);
  }

  /** Stores a basket: opened with two items in one commit, then one more item per commit. */
  History<BasketEvent> basket(String id, int commits) {
    History<BasketEvent> history =
        History.<BasketEvent>of(stream(id)).commit(new BasketOpened(), item(2), item(3));
    for (int commit = 1; commit < commits; commit++) {
      history = history.commit(item(history.version() + 1));
    }
    return history.appendTo(stored);
  }

  static StreamId stream(String id) {
    return new StreamId("BASKET", id);
  }

  /** The item that is added in a version. */
  static ItemAdded item(long version) {
    return new ItemAdded("item " + version);
  }

  /** The view of {@link #basket} at a version. */
  static VersionedView<BasketView> shown(int version) {
    return new VersionedView<>(
        version,
        new BasketView(
            IntStream.rangeClosed(2, version).mapToObj(item -> "item " + item).toList(), false));
  }

  /** The messages of a history's events, in order; each message has its event's id. */
  static List<Delivery> messages(History<BasketEvent> history) {
    return history.commits().stream()
        .flatMap(commit -> Commit.encode(commit, CODEC).recordedEvents().stream())
        .<Delivery>map(event -> new Delivery.Event(EventIds.PLAIN.of(event), event))
        .toList();
  }

  /** The messages of these versions, in this order. */
  static List<Delivery> messages(History<BasketEvent> history, int... versions) {
    List<Delivery> all = messages(history);
    return IntStream.of(versions).mapToObj(version -> all.get(version - 1)).toList();
  }

  /** The message of a version, with another content. */
  static Delivery message(History<BasketEvent> history, int version, EncodedEvent content) {
    RecordedEvent<BasketEvent> event = history.events().get(version - 1);
    return new Delivery.Event(
        EventIds.PLAIN.of(event),
        new RecordedEvent<>(
            event.stream(),
            version,
            content,
            event.timestamp(),
            event.commit(),
            event.commandId(),
            event.metadata()));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  static List<Delivery> batch(List<Delivery>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }

  /** The fold of what is stored. */
  VersionedView<BasketView> fold(String id) {
    var projection = new BasketProjection();
    var fold =
        new Object() {
          @Nullable BasketView view;
          long version;
        };
    stored.readAll(
        stream(id),
        0,
        commit ->
            commit
                .recordedEvents()
                .forEach(
                    event -> {
                      fold.view = projection.apply(fold.view, event);
                      fold.version = event.version();
                    }));
    return new VersionedView<>(fold.version, fold.view);
  }
}
