package dev.headwater.eventbridge;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.Metadata;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.RecordedEvent.CommitSpan;
import dev.headwater.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Events for tests: notes, each in its own commit. */
final class Events {
  static final String CATEGORY = "NOTE";

  private Events() {}

  static RecordedEvent<EncodedEvent> note(String id, long version, Map<String, Object> payload) {
    return new RecordedEvent<>(
        new StreamId(CATEGORY, id),
        version,
        new EncodedEvent("NoteWritten", 1, payload),
        Instant.ofEpochMilli(1_000 + version),
        new CommitSpan(version, 1),
        "command-" + version,
        Metadata.NONE);
  }

  static RecordedEvent<EncodedEvent> note(String id, long version, String text) {
    return note(id, version, Map.of("text", text));
  }

  static List<RecordedEvent<EncodedEvent>> notes(String id, int count) {
    return LongStream.rangeClosed(1, count).mapToObj(n -> note(id, n, "n" + n)).toList();
  }

  static RecordedEvent<EncodedEvent> ofLength(long version, int characters) {
    return note("a", version, "x".repeat(characters));
  }
}
