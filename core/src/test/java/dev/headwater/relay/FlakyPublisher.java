package dev.headwater.relay;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bus that accepts every event, except that a test can set the results of some. */
final class FlakyPublisher implements EventPublisher {
  private final Map<String, Integer> times = new HashMap<>();
  private final Map<String, Result> answers = new HashMap<>();
  private final List<List<String>> calls = new ArrayList<>();
  private final List<RecordedEvent<EncodedEvent>> events = new ArrayList<>();

  private Runnable beforeCall = () -> {};

  void beforeCall(Runnable action) {
    beforeCall = action;
  }

  void answer(String eventId, Result result, int howOften) {
    answers.put(eventId, result);
    times.put(eventId, howOften);
  }

  /** The ids of the events in each call. */
  List<List<String>> calls() {
    return calls;
  }

  List<RecordedEvent<EncodedEvent>> events() {
    return events;
  }

  List<String> published() {
    return events.stream().map(EventIds.PLAIN::of).toList();
  }

  @Override
  public List<Result> publish(List<RecordedEvent<EncodedEvent>> batch) {
    beforeCall.run();
    calls.add(batch.stream().map(EventIds.PLAIN::of).toList());
    return batch.stream().map(this::publish).toList();
  }

  private Result publish(RecordedEvent<EncodedEvent> event) {
    int left = times.merge(EventIds.PLAIN.of(event), -1, Integer::sum);
    Result answer = answers.get(EventIds.PLAIN.of(event));
    if (answer != null && left >= 0) {
      return answer;
    }
    events.add(event);
    return new Result.Published();
  }
}
