package dev.headwater.event;

import static dev.headwater.event.SaidCodec.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.RecordedEvent.CommitSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommitTest {
  private static final StreamId STREAM = new StreamId("WORD", "7");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final CommandStamp STAMP = new CommandStamp("c", 1);
  private static final Metadata METADATA = new Metadata("correlation", null, null, null);

  @Test
  void records_its_events_with_version_time_and_origin() {
    assertThat(commit(5, "a", "b").recordedEvents())
        .containsExactly(
            new RecordedEvent<>(STREAM, 5, "a", NOON, new CommitSpan(5, 2), "c", METADATA),
            new RecordedEvent<>(STREAM, 6, "b", NOON, new CommitSpan(5, 2), "c", METADATA));
  }

  @Test
  void ends_with_its_last_event() {
    assertThat(commit(1, "a").lastVersion()).isEqualTo(1);
    assertThat(commit(5, "a", "b", "c").lastVersion()).isEqualTo(7);
    assertThat(new CommitSpan(5, 3).lastVersion()).isEqualTo(7);
  }

  @Test
  void has_events_and_begins_at_version_1_or_later() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> commit(1))
        .withMessage("A commit has at least one event");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> commit(0, "a"))
        .withMessage("Versions start at 1, not 0");
  }

  @Test
  void copies_its_events() {
    List<String> events = new ArrayList<>(List.of("a"));
    Commit<String> commit = new Commit<>(STREAM, 1, events, NOON, STAMP, METADATA);
    events.add("b");

    assertThat(commit.events()).containsExactly("a");
  }

  @Test
  void survives_encoding_and_decoding() {
    Commit<String> commit = commit(5, "a", "b");
    Commit<EncodedEvent> encoded = Commit.encode(commit, new SaidCodec());

    assertThat(encoded.events()).containsExactly(said("a"), said("b"));
    assertThat(Commit.decode(encoded, new SaidCodec())).isEqualTo(commit);
  }

  @Test
  void identifies_an_unreadable_event_without_its_content() {
    Commit<EncodedEvent> commit =
        new Commit<>(
            STREAM,
            5,
            List.of(said("a"), new EncodedEvent("Secret", 4, Map.of("text", "hidden"))),
            NOON,
            STAMP,
            METADATA);

    assertThatExceptionOfType(UnreadableEventException.class)
        .isThrownBy(() -> Commit.decode(commit, new SaidCodec()))
        .withMessage(
            "Cannot read version 6 of stream WORD#7, a Secret of schema version 4:"
                + " only schema version 3 is known");
  }

  @Test
  void an_event_lies_within_its_commit() {
    for (long outside : new long[] {4, 7}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new RecordedEvent<>(
                      STREAM, outside, "a", NOON, new CommitSpan(5, 2), "c", METADATA));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new CommitSpan(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new CommitSpan(1, 0));
  }

  private static Commit<String> commit(long firstVersion, String... events) {
    return new Commit<>(STREAM, firstVersion, List.of(events), NOON, STAMP, METADATA);
  }
}
