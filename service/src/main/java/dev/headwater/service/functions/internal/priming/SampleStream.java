package dev.headwater.service.functions.internal.priming;

import dev.headwater.AppendRequest;
import dev.headwater.PublishingLimits;
import dev.headwater.StateFormat;
import dev.headwater.dynamodb.DynamoDbEventStore;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.Metadata;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.VersionedView;
import dev.headwater.service.Aggregate;
import dev.headwater.service.IdType;
import dev.headwater.service.View;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.Samples;
import dev.headwater.service.json.Shape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The stream of a sample aggregate: one commit for each type of its events, in the order of their
 * interface.
 *
 * @param <E> the aggregate's events
 */
public record SampleStream<E>(Aggregate<?, ?, E, ?> aggregate) {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static final List<String> IDS =
      List.of(
          "headwater-priming",
          "HEADWATER-PRIMING",
          "headwaterpriming",
          "00000000-0000-4000-8000-000000000000",
          "00000000000000000000000000000000",
          "priming@example.com",
          "00000000");

  /**
   * The id of the sample, which no aggregate should have; if one has, it is read, and not changed.
   *
   * @throws IllegalArgumentException if the type of the ids accepts none that is known
   */
  public static String id(Aggregate<?, ?, ?, ?> aggregate) {
    return IDS.stream()
        .filter(id -> accepts(aggregate.idType(), id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no sample id is accepted"));
  }

  private static boolean accepts(IdType type, String id) {
    try {
      return type.parse(id).equals(id);
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /**
   * A sample event that a view folds.
   *
   * @param view what it shows then
   */
  public record Folded<V>(RecordedEvent<EncodedEvent> event, VersionedView<V> view) {}

  /**
   * The events that a view folds, and that it can be stored with.
   *
   * @param leftOut is given the types of the others
   */
  public <V> List<Folded<V>> foldedBy(View<V, E> view, Consumer<String> leftOut) {
    List<Folded<V>> folded = new ArrayList<>();
    V shown = null;
    for (EncodedEvent event : events(leftOut)) {
      RecordedEvent<EncodedEvent> next = commit(aggregate, folded.size() + 1, event).event(0);
      try {
        shown = fold(view, shown, next);
        folded.add(new Folded<>(next, new VersionedView<>(next.version(), shown)));
      } catch (RuntimeException notFolded) {
        leftOut.accept(event.eventType() + " (" + notFolded.getClass().getName() + ')');
      }
    }
    return folded;
  }

  private <V> @Nullable V fold(
      View<V, E> view, @Nullable V before, RecordedEvent<EncodedEvent> event) {
    V after =
        view.definition()
            .projection()
            .apply(before, RecordedEvent.decode(event, aggregate.events()));
    return after == null ? null : view.type().decode(view.type().encode(after));
  }

  private List<EncodedEvent> events(Consumer<String> leftOut) {
    if (!(aggregate.events() instanceof JsonEvents<E> described)) {
      leftOut.accept("the events of " + aggregate.category() + " (a codec written by hand)");
      return List.of();
    }
    Map<String, Shape> shapes = described.shapes();
    List<EncodedEvent> events = new ArrayList<>();
    described
        .schemaVersions()
        .forEach(
            (type, version) -> {
              Shape shape = shapes.get(type);
              if (shape != null) {
                events.add(new EncodedEvent(type, version, Samples.payload(Samples.of(shape))));
              }
            });
    return events;
  }

  /** A commit of one event. */
  static Commit<EncodedEvent> commit(
      Aggregate<?, ?, ?, ?> aggregate, long version, EncodedEvent event) {
    return new Commit<>(
        aggregate.stream(id(aggregate)),
        version,
        List.of(event),
        TIME,
        CommandStamp.of("priming"),
        Metadata.NONE);
  }

  /** Appends a commit as the write side does. */
  static <S> void append(
      Aggregate<?, S, ?, ?> aggregate,
      Commit<EncodedEvent> commit,
      DynamoDbClient client,
      String table) {
    new DynamoDbEventStore<S, EncodedEvent>(
            client,
            table,
            EventCodec.asStored(),
            new StateFormat<>(aggregate.state().codec(), 0),
            PublishingLimits.NONE)
        .append(AppendRequest.of(commit));
  }

  /** Appends the first commit to the events table. */
  public void appendFirst(DynamoDbClient client, String table, Consumer<String> leftOut) {
    events(leftOut).stream()
        .limit(1)
        .forEach(event -> append(aggregate, commit(aggregate, 1, event), client, table));
  }
}
