package dev.headwater.relay;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.ConfigurationFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bus that events are published to. Thread-safe. */
public interface EventPublisher {
  /**
   * Publishes events, in as few calls as the bus allows. May reorder events and publish one twice:
   * receivers go by the version.
   *
   * @return one result per event, in the same order. The events of a call that got no answer are
   *     {@link Result.Deferred}; nothing is thrown
   */
  List<Result> publish(List<RecordedEvent<EncodedEvent>> events);

  /** The result of publishing one event. */
  sealed interface Result {
    /** The bus accepted it. */
    record Published() implements Result {}

    /**
     * Not published for now (throttled, a fault, no answer): to be retried.
     *
     * @param fault what an operator has to correct first; {@code null} if the failure may be
     *     transient
     */
    record Deferred(String reason, @Nullable ConfigurationFault fault) implements Result {
      /** For a failure that may be transient. */
      public Deferred(String reason) {
        this(reason, null);
      }
    }

    /** The bus will never accept it. */
    record Refused(String reason) implements Result {}
  }
}
