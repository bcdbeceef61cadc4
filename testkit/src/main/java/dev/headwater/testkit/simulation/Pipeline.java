package dev.headwater.testkit.simulation;

import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.EventIds;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.Host;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.Failure;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import dev.headwater.relay.EventPublisher;
import dev.headwater.relay.Relay;
import dev.headwater.relay.StreamRecord;
import dev.headwater.testkit.simulation.Queue.Message;
import java.util.ArrayList;
import java.util.List;

/** The path from the table to the views: the relay and the consumers with their projectors. */
final class Pipeline<S, E, V> {
  private static final int MAX_BATCH = 6;
  private static final long POLL_MILLIS = 50;

  private final World<?, S, E, ?, V> world;

  Pipeline(World<?, S, E, ?, V> world) {
    this.world = world;
  }

  /** Publishes every commit, in batches, as Lambda feeds a function from a stream. */
  void relay() {
    Host host = world.host();
    Relay relay =
        new Relay(
            world.components.publisher(new Bus()),
            (key, reason) -> {
              throw new Violation("G4 published at least once", key + " was parked: " + reason);
            },
            host);
    int position = 0;
    while (world.writers > 0 || position < world.stream.size()) {
      if (position == world.stream.size()) {
        world.sleep(POLL_MILLIS);
      } else {
        int size = Math.min(1 + world.choices.below(MAX_BATCH), world.stream.size() - position);
        position = relay(relay, host, position, size);
      }
    }
  }

  /** Returns the position to continue at. */
  private int relay(Relay relay, Host host, int position, int size) {
    List<StreamRecord> batch = List.copyOf(world.stream.subList(position, position + size));
    try {
      String failed = relay.relay(batch, World.deadline(host)).resumeAt();
      return failed == null ? position + size : Integer.parseInt(failed);
    } catch (Crash e) {
      world.story.line("relay: dies with records {} to {}", position, position + size - 1);
      return position;
    }
  }

  /** Projects what the queue delivers until no more messages can arrive. */
  void consume(String name) {
    Host host = world.host();
    EventLog<E> log = world.components.log(log(name));
    while (world.publishers > 0 || !world.queue.isEmpty()) {
      if (world.queue.hasVisible()) {
        Projector<V, E> projector = projector(world.anyRelease(), log, host);
        consume(name, projector, world.queue.receive(1 + world.choices.below(MAX_BATCH)), host);
      } else {
        world.sleep(POLL_MILLIS);
      }
    }
  }

  private void consume(String name, Projector<V, E> projector, List<Message> batch, Host host) {
    try {
      List<Delivery> deliveries =
          batch.stream().map(world.queue::delivery).map(world.components::delivery).toList();
      ProjectedBatch answer =
          world.components.answer(deliveries, projector.project(deliveries, World.deadline(host)));
      for (Message message : batch) {
        Failure failure = answer.parked().get(message.id());
        if (failure != null) {
          world.queue.park(message, failure.reason());
        } else if (answer.retry().contains(message.id())) {
          world.queue.deliverAgain(message);
        }
      }
    } catch (Crash e) {
      world.story.line("{}: dies with {} messages", name, batch.size());
      batch.forEach(world.queue::deliverAgain);
    }
  }

  Projector<V, E> projector(Release<V, E> release, EventLog<E> log, Host host) {
    return new Projector<>(
        release.view(), world.domain.codec(), log, world.views.of(release), host);
  }

  /** The decoded log, in which poisoned events fail. */
  EventLog<E> log(String reader) {
    EventCodec<E> codec = world.domain.codec();
    EventLog<E> stored = new FaultyEventStore<>(world, reader);
    return (stream, after, max) -> {
      EventLog.Page<E> page = stored.read(stream, after, max);
      for (Commit<E> commit : page.commits()) {
        for (RecordedEvent<EncodedEvent> event : Commit.encode(commit, codec).recordedEvents()) {
          if (world.queue.isPoisoned(stream, event.version())) {
            throw new UnreadableEventException(
                stream, event.version(), event.event(), new IllegalArgumentException("poison"));
          }
        }
      }
      return page;
    };
  }

  /** The bus behind an unreliable network. */
  private final class Bus implements EventPublisher {
    private final Network network = new Network(world, "bus");

    @Override
    public List<Result> publish(List<RecordedEvent<EncodedEvent>> events) {
      world.pause();
      Fault fault =
          network.strike(
              "publish", Fault.LOST_REQUEST, Fault.LOST_REPLY, Fault.CRASH, Fault.TIMEOUT);
      int arriving =
          fault == Fault.LOST_REQUEST || fault == Fault.CRASH
              ? world.choices.below(events.size() + 1)
              : events.size();
      boolean replied = fault == null || fault == Fault.TIMEOUT;
      List<Result> results = new ArrayList<>();
      for (int index = 0; index < events.size(); index++) {
        results.add(publish(events.get(index), index < arriving, replied));
      }
      world.pause();
      if (fault == Fault.CRASH || fault == Fault.TIMEOUT) {
        network.suffer(fault, true);
      }
      return results;
    }

    private Result publish(RecordedEvent<EncodedEvent> event, boolean arrives, boolean replied) {
      boolean taken = arrives && !world.happens(Fault.PARTIAL_PUBLISH);
      if (taken) {
        world.queue.publish(event);
      } else {
        world.story.line("bus: rejects {}", EventIds.PLAIN.of(event));
      }
      return taken && replied ? new Result.Published() : new Result.Deferred("no answer");
    }
  }
}
