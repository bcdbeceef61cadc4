package dev.headwater;

import java.util.List;

/** What a {@link Decider} decided about a command. */
public sealed interface Decision<E, R> {
  /** The events to store, all together. An empty list accepts the command without a change. */
  record Accepted<E, R>(List<E> events) implements Decision<E, R> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** The command is refused for this reason, and nothing is stored. */
  record Rejected<E, R>(R reason) implements Decision<E, R> {}

  /** Accepts the command with one event. */
  static <E, R> Decision<E, R> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  /** Accepts the command without a change. */
  static <E, R> Decision<E, R> nothingToDo() {
    return new Accepted<>(List.of());
  }

  /** Refuses the command. */
  static <E, R> Decision<E, R> reject(R reason) {
    return new Rejected<>(reason);
  }
}
