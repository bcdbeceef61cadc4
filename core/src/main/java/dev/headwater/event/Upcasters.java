package dev.headwater.event;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings stored events up to today's schema: pure functions from the payload of schema version
 * <i>k</i> of an event type to that of <i>k</i>+1. They run on every read, whoever reads: stored
 * events are never changed.
 *
 * <p>Immutable; {@link #with} answers with more of them.
 */
public final class Upcasters {
  private static final Upcasters NONE = new Upcasters(Map.of());
  private final Map<Step, UnaryOperator<Map<String, Object>>> steps;

  private Upcasters(Map<Step, UnaryOperator<Map<String, Object>>> steps) {
    this.steps = Map.copyOf(steps);
  }

  public static Upcasters none() {
    return NONE;
  }

  /**
   * With one more step.
   *
   * @param fromVersion the schema version of the payloads that it is given; those that it gives are
   *     of the next one
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
   * The event in the newest version that the steps lead to.
   *
   * @throws IllegalArgumentException when a step fails; the message names no content
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

  /** Without the step's own exception, whose message may quote the payload. */
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
