package dev.headwater.relay;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.relay.EventPublisher.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream record on its way to the bus. Each of its events knows the last result of publishing it.
 */
final class PendingRecord {
  private static final Result.Deferred TOO_LATE = new Result.Deferred("no time left");

  private final StreamRecord record;
  private final List<PendingEvent> events = new ArrayList<>();

  PendingRecord(StreamRecord record) {
    this.record = record;
    if (record instanceof StreamRecord.Committed committed) {
      for (RecordedEvent<EncodedEvent> event : committed.commit().recordedEvents()) {
        events.add(new PendingEvent(event));
      }
    }
  }

  StreamRecord record() {
    return record;
  }

  List<PendingEvent> events() {
    return events;
  }

  Outcome outcome() {
    return switch (record) {
      case StreamRecord.Committed committed -> outcomeOfEvents();
      case StreamRecord.Malformed malformed -> new Outcome.Refused(malformed.reason());
      case StreamRecord.Skipped imported -> new Outcome.Skipped();
      case StreamRecord.Altered altered -> new Outcome.Altered(altered.change());
    };
  }

  private Outcome outcomeOfEvents() {
    Duration lag = Duration.ZERO;
    Outcome refused = null;
    Outcome deferred = null;
    for (PendingEvent event : events) {
      switch (event.result) {
        case Result.Published() -> lag = event.lag.compareTo(lag) > 0 ? event.lag : lag;
        case Result.Refused(String reason) -> refused = new Outcome.Refused(reason);
        case Result.Deferred last -> deferred = new Outcome.Deferred(last.reason());
      }
    }
    if (deferred != null) {
      return deferred;
    }
    return refused != null ? refused : new Outcome.Published(lag);
  }

  /** The result of relaying a record. */
  sealed interface Outcome {
    /** The bus accepted all events, the last one this long after the commit. */
    record Published(Duration lag) implements Outcome {}

    /** It is not to be published. */
    record Skipped() implements Outcome {}

    /** There was nothing to publish. */
    record Altered(String change) implements Outcome {}

    /** It will never be published as a whole. */
    record Refused(String reason) implements Outcome {}

    /** Some events are not published yet. Takes precedence over a refusal of others. */
    record Deferred(String reason) implements Outcome {}
  }

  /** An event of the record. Used by one thread at a time. */
  final class PendingEvent {
    private final RecordedEvent<EncodedEvent> event;
    private Result result = TOO_LATE;
    private Duration lag = Duration.ZERO;

    private PendingEvent(RecordedEvent<EncodedEvent> event) {
      this.event = event;
    }

    RecordedEvent<EncodedEvent> event() {
      return event;
    }

    StreamId stream() {
      return event.stream();
    }

    PendingRecord parent() {
      return PendingRecord.this;
    }

    /**
     * @param elapsed the time from the event to the result
     */
    void answered(Result next, Duration elapsed) {
      result = next;
      lag = elapsed;
    }

    boolean isDeferred() {
      return result instanceof Result.Deferred;
    }

    /** What an operator has to correct before the event can be published. */
    @Nullable ConfigurationFault fault() {
      return result instanceof Result.Deferred last ? last.fault() : null;
    }
  }
}
