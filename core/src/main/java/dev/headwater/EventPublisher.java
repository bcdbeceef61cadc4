package dev.headwater;

import java.util.List;

/** The bus that events are published on. */
public interface EventPublisher {
    /**
     * Publishes events, in as few calls as the bus allows. Keeps no order and may publish an event
     * twice: receivers go by the version.
     *
     * @return what became of each event, in the order of the events. A call that got no answer
     *         leaves its events {@link Result.Deferred}; nothing is thrown for it
     */
    List<Result> publish(List<RecordedEvent<EncodedEvent>> events);

    /** What became of an event. */
    sealed interface Result {
        /** The bus has it. */
        record Published() implements Result {}

        /** Not published for now (throttled, a fault, no answer): try again. */
        record Deferred(String reason) implements Result {}

        /** The bus will never take it. */
        record Refused(String reason) implements Result {}
    }
}
