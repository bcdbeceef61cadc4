package dev.headwater.event;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings stored events up to today's schema: pure functions from an event type's payload of schema
 * version <i>k</i> to that of <i>k</i>+1. They run on every read; stored events never change.
 *
 * <p>Immutable; {@link #with} returns a copy.
 */
public final class Upcasters {
  private static final Upcasters NONE = new Upcasters(Map.of());
  private final Map<Step, UnaryOperator<Map<String, Object>>> steps;

  private Upcasters(Map<Step, UnaryOperator<Map<String, Object>>> steps) {
    this.steps = Map.copyOf(steps);
  }

  /** No steps: every stored event has the newest schema version. */
  public static Upcasters none() {
    return NONE;
  }

  /**
   * Adds a step.
   *
   * @param fromVersion the schema version of the payload that the step takes; it returns the next
   *     version
   */
  public Upcasters with(
      String eventType, int fromVersion, UnaryOperator<Map<String, Object>> step) {
    Map<Step, UnaryOperator<Map<String, Object>>> more = new HashMap<>(steps);
    if (more.put(new Step(eventType, fromVersion), step) != null) {
      throw new IllegalArgumentException(
          "Two upcasters from version " + fromVersion + " of " + eventType);
    }
    return new Upcasters(more);
  }

  /**
   * Upcasts the event to the newest version that the steps lead to.
   *
   * @throws IllegalArgumentException if a step fails; the message quotes no content
   */
  public EncodedEvent upcast(EncodedEvent stored) {
    EncodedEvent event = stored;
    UnaryOperator<Map<String, Object>> step = stepFrom(event);
    while (step != null) {
      event = apply(step, event);
      step = stepFrom(event);
    }
    return event;
  }

  /** Drops the step's own exception, whose message may quote the payload. */
  private static EncodedEvent apply(UnaryOperator<Map<String, Object>> step, EncodedEvent event) {
    try {
      return new EncodedEvent(
          event.eventType(), event.schemaVersion() + 1, step.apply(event.payload()));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "its upcaster from schema version "
              + event.schemaVersion()
              + " failed with "
              + e.getClass().getSimpleName());
    }
  }

  private @Nullable UnaryOperator<Map<String, Object>> stepFrom(EncodedEvent event) {
    return steps.get(new Step(event.eventType(), event.schemaVersion()));
  }

  private record Step(String eventType, int fromVersion) {}
}
