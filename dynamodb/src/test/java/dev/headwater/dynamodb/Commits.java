package dev.headwater.dynamodb;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Streams and commits for tests. */
public final class Commits {
  private Commits() {}

  public static StreamId newStream() {
    return new StreamId("NOTE", UUID.randomUUID().toString());
  }

  public static Commit<EncodedEvent> at(StreamId stream, long version, EncodedEvent... events) {
    return new Commit<>(
        stream,
        version,
        List.of(events),
        Instant.ofEpochMilli(1_000 + version),
        new CommandStamp("command-" + version, version),
        Metadata.NONE);
  }

  public static EncodedEvent written(String text) {
    return new EncodedEvent("NoteWritten", 1, Map.of("text", text));
  }

  static EncodedEvent ofLength(int characters) {
    return written("x".repeat(characters));
  }
}
