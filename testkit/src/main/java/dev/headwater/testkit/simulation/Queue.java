package dev.headwater.testkit.simulation;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.projection.Delivery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bus and its queue: delivers at least once, in any order, and sometimes not at all. */
final class Queue {
  static final String POISON = "G7 one bad event stops one aggregate";
  private static final int MAX_DELAY_MILLIS = 1_000;

  private final World<?, ?, ?, ?, ?> world;
  private final List<Message> messages = new ArrayList<>();
  private final Map<StreamId, List<Message>> deadLetters = new HashMap<>();
  private final Set<String> published = new HashSet<>();
  private final Map<StreamId, Long> newestDelivered = new HashMap<>();
  private final Map<StreamId, Set<Long>> poisoned = new HashMap<>();
  private final Set<StreamId> repairedStreams = new HashSet<>();
  private boolean repaired;
  private int numbers;

  Queue(World<?, ?, ?, ?, ?> world) {
    this.world = world;
  }

  /** A copy of an event in transit. */
  record Message(String id, RecordedEvent<EncodedEvent> event, long visibleMillis) {}

  void publish(RecordedEvent<EncodedEvent> event) {
    published.add(event.stream() + "@" + event.version());
    Fault fault = world.fault(Fault.DROP, Fault.DUPLICATE, Fault.POISON);
    if (fault != null) {
      world.story.line("bus: {} of {}", fault, EventIds.PLAIN.of(event));
    }
    if (fault == Fault.POISON) {
      poisoned.computeIfAbsent(event.stream(), stream -> new HashSet<>()).add(event.version());
    }
    if (fault != Fault.DROP) {
      enqueue(event);
    }
    if (fault == Fault.DUPLICATE) {
      enqueue(event);
    }
  }

  private void enqueue(RecordedEvent<EncodedEvent> event) {
    long delay = world.happens(Fault.DELAY) ? world.choices.below(MAX_DELAY_MILLIS) : 0;
    numbers++;
    messages.add(new Message("m" + numbers, event, world.scheduler.nowMillis() + delay));
    newestDelivered.merge(event.stream(), event.version(), Math::max);
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  boolean hasVisible() {
    return !visible().isEmpty();
  }

  private List<Message> visible() {
    return messages.stream()
        .filter(message -> message.visibleMillis() <= world.scheduler.nowMillis())
        .toList();
  }

  /** Receives up to {@code max} visible messages. */
  List<Message> receive(int max) {
    List<Message> batch = new ArrayList<>();
    while (batch.size() < max) {
      List<Message> visible = visible();
      if (visible.isEmpty()) {
        return batch;
      }
      Message next =
          visible.size() > 1 && world.happens(Fault.REORDER)
              ? world.choices.of(visible)
              : visible.getFirst();
      messages.remove(next);
      batch.add(next);
    }
    return batch;
  }

  void deliverAgain(Message message) {
    messages.add(message);
  }

  void park(Message message, String reason) {
    world.story.line(
        "parked: {} of {}, {}", message.id(), EventIds.PLAIN.of(message.event()), reason);
    StreamId stream = message.event().stream();
    if (!poisoned.containsKey(stream)) {
      throw new Violation(
          POISON,
          EventIds.PLAIN.of(message.event())
              + " is parked, and no event of "
              + stream
              + " is bad: "
              + reason);
    }
    deadLetters.computeIfAbsent(stream, key -> new ArrayList<>()).add(message);
  }

  /** The message in its form for a projector. */
  Delivery delivery(Message message) {
    RecordedEvent<EncodedEvent> event = message.event();
    return new Delivery.Event(
        message.id(),
        isPoisoned(event.stream(), event.version())
            ? new RecordedEvent<>(
                event.stream(),
                event.version(),
                new EncodedEvent("Poison", 1, Map.of()),
                event.timestamp(),
                event.commit(),
                event.commandId(),
                event.metadata())
            : event);
  }

  boolean isPoisoned(StreamId stream, long version) {
    return !repaired
        && !repairedStreams.contains(stream)
        && poisoned.getOrDefault(stream, Set.of()).contains(version);
  }

  /** Repairs the poisoned events of a stream, those to come included. */
  void repair(StreamId stream) {
    repairedStreams.add(stream);
  }

  /** Repairs all poisoned events. */
  void repair() {
    repaired = true;
  }

  boolean wasPublished(StreamId stream, long version) {
    return published.contains(stream + "@" + version);
  }

  /** The newest version with a delivered message; 0 if all were dropped. */
  long newestDelivered(StreamId stream) {
    return newestDelivered.getOrDefault(stream, 0L);
  }

  List<Message> deadLetters(StreamId stream) {
    return deadLetters.getOrDefault(stream, List.of());
  }

  /** The streams with dead letters, in a certain order. */
  List<StreamId> parkedStreams() {
    return deadLetters.entrySet().stream()
        .filter(letters -> !letters.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(StreamId::toString))
        .toList();
  }

  void removeLetter(Message letter) {
    if (deadLetters(letter.event().stream()).remove(letter)) {
      world.story.line("parked no more: {}", letter.id());
    }
  }
}
