package dev.headwater.testkit.simulation;

import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import dev.headwater.relay.StreamRecord;
import dev.headwater.testkit.simulation.Queue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An operator who corrects bad events, redrives what they had parked, and publishes old events
 * again, while the rest goes on.
 */
final class Redriver<S, E, V> {
  private static final int MAX_PAUSE_MILLIS = 2_000;

  private final World<?, S, E, ?, V> world;
  private final Pipeline<S, E, V> pipeline;
  private final Host host;

  Redriver(World<?, S, E, ?, V> world, Pipeline<S, E, V> pipeline) {
    this.world = world;
    this.pipeline = pipeline;
    this.host = world.host();
  }

  void work(int times) {
    for (int time = 0; time < times; time++) {
      world.sleep(world.choices.below(MAX_PAUSE_MILLIS));
      List<StreamId> parked = world.queue.parkedStreams();
      if (parked.isEmpty()) {
        republish();
      } else {
        redrive(world.choices.of(parked));
      }
    }
  }

  /** Removes what is superfluous, before and after one of the letters is redriven. */
  private void redrive(StreamId stream) {
    if (world.choices.below(2) == 0) {
      world.queue.repair(stream);
    }
    Projector<V, E> projector =
        pipeline.projector(world.anyRelease(), pipeline.log("redrive"), host);
    try {
      removeSuperfluous(stream, projector);
      List<Message> letters = world.queue.deadLetters(stream);
      if (!letters.isEmpty()) {
        redrive(world.choices.of(letters), projector);
        removeSuperfluous(stream, projector);
      }
    } catch (UnavailableException | Crash e) {
      world.story.line("operator: the redrive ends in the middle");
    }
  }

  private void redrive(Message letter, Projector<V, E> projector) {
    StreamId stream = letter.event().stream();
    world.story.line("operator: redrives {} of {}", letter.id(), stream);
    ProjectedBatch answer =
        projector.project(List.of(new Delivery.Repair(letter.id(), stream)), World.deadline(host));
    if (world.components.isRedriven(answer)) {
      world.queue.removeLetter(letter);
    }
  }

  private void removeSuperfluous(StreamId stream, Projector<V, E> projector) {
    List.copyOf(world.queue.deadLetters(stream))
        .forEach(letter -> removeIfSuperfluous(letter, projector));
  }

  private void removeIfSuperfluous(Message letter, Projector<V, E> projector) {
    StreamId stream = letter.event().stream();
    Set<StreamId> showing =
        world.components.showing(projector, Map.of(stream, letter.event().version()));
    if (showing.contains(stream)) {
      world.queue.removeLetter(letter);
    }
  }

  /** All events of a stream, or of none if there are no commits yet. */
  private void republish() {
    if (world.stream.isEmpty()) {
      return;
    }
    String stream = streamOf(world.choices.of(world.stream));
    world.story.line("operator: publishes {} again", stream);
    for (RecordedEvent<EncodedEvent> event : eventsOf(stream)) {
      world.queue.publish(event);
    }
  }

  private static String streamOf(StreamRecord record) {
    return record.key().getOrDefault("PK", "");
  }

  private List<RecordedEvent<EncodedEvent>> eventsOf(String stream) {
    List<RecordedEvent<EncodedEvent>> events = new ArrayList<>();
    for (StreamRecord record : world.stream) {
      if (record instanceof StreamRecord.Committed(var number, var key, Commit<EncodedEvent> commit)
          && streamOf(record).equals(stream)) {
        events.addAll(commit.recordedEvents());
      }
    }
    return events;
  }
}
