package dev.headwater;

import java.util.List;

/** What a {@link Decider} makes of a command. */
public sealed interface Decision<E, R> {
  /** The events happen, all together. No events: the command is fine and changes nothing. */
  record Accepted<E, R>(List<E> events) implements Decision<E, R> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** Nothing happens, for this reason. */
  record Rejected<E, R>(R reason) implements Decision<E, R> {}

  /** One event happens. */
  static <E, R> Decision<E, R> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  /** The command is fine and there is nothing to change. */
  static <E, R> Decision<E, R> nothingToDo() {
    return new Accepted<>(List.of());
  }

  static <E, R> Decision<E, R> reject(R reason) {
    return new Rejected<>(reason);
  }
}
