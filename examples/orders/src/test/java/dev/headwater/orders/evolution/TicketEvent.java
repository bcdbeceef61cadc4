package dev.headwater.orders.evolution;

import dev.headwater.event.Personal;
import dev.headwater.service.json.JsonEvents;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that have changed three times: {@code title} was called {@code subject}, {@code
 * TicketDone} was called {@code TicketFinished}, and {@code closedBy} was added.
 */
sealed interface TicketEvent {
  record TicketOpened(@Personal String title, Priority priority) implements TicketEvent {}

  record TicketDone(@Nullable String closedBy) implements TicketEvent {}

  /** Nested, so that no other code gives it another rule. */
  enum Priority {
    NORMAL,
    URGENT
  }

  JsonEvents<TicketEvent> STORED =
      JsonEvents.of(TicketEvent.class)
          .upcast("TicketOpened", 1, TicketEvent::withTitle)
          .upcast("TicketOpened", 2, TicketEvent::withPriority)
          .renamed("TicketFinished", 1, "TicketDone", 1, fields -> fields);

  private static Map<String, Object> withTitle(Map<String, Object> fields) {
    fields.put("title", fields.remove("subject"));
    return fields;
  }

  private static Map<String, Object> withPriority(Map<String, Object> fields) {
    fields.put("priority", "NORMAL");
    return fields;
  }
}
