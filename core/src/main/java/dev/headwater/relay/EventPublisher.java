package dev.headwater.relay;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.ConfigurationFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bus that events are published on. Safe for use by several threads. */
public interface EventPublisher {
  /**
   * Publishes events, in as few calls as the bus allows. Keeps no order and may publish an event
   * twice: receivers go by the version.
   *
   * @return what became of each event, in the order of the events. A call that got no answer leaves
   *     its events {@link Result.Deferred}; nothing is thrown for it
   */
  List<Result> publish(List<RecordedEvent<EncodedEvent>> events);

  /** What became of an event. */
  sealed interface Result {
    /** The bus has it. */
    record Published() implements Result {}

    /**
     * Not published for now (throttled, a fault, no answer): try again.
     *
     * @param fault what an operator has to correct first; {@code null} when the failure may pass by
     *     itself
     */
    record Deferred(String reason, @Nullable ConfigurationFault fault) implements Result {
      /** Of a failure that may pass by itself. */
      public Deferred(String reason) {
        this(reason, null);
      }
    }

    /** The bus will never take it. */
    record Refused(String reason) implements Result {}
  }
}
