package dev.headwater.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.InMemoryEventStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishableTextTest {
  private static final StreamId STREAM = new StreamId("NOTE", "a");

  /** Written down once more, as SQS documents its set. */
  private static boolean takenBySqs(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xD
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }

  @Test
  void is_what_sqs_takes_without_the_noncharacters_in_it() {
    List<Integer> refusedAlthoughTaken =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> takenBySqs(c) && !PublishableText.isPublishable(c))
            .boxed()
            .toList();

    assertThat(
            IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> PublishableText.isPublishable(c) && !takenBySqs(c)))
        .isEmpty();
    assertThat(refusedAlthoughTaken)
        .hasSize(64)
        .contains(0xFDD0, 0xFDEF, 0x1FFFE, 0x1FFFF, 0x10FFFE, 0x10FFFF);
  }

  @Test
  void finds_the_first_character_and_takes_a_pair_for_one() {
    assertThat(PublishableText.findUnpublishable("🦆 东京 \t\r\n")).isEmpty();
    assertThat(PublishableText.findUnpublishable("🦆\uffff\ufffe")).hasValue(0xFFFF);
    assertThat(PublishableText.findUnpublishable("\udfff\ud83e")).hasValue(0xDFFF);
    assertThat(PublishableText.findUnpublishable("a\ud83e")).hasValue(0xD83E);
  }

  @Test
  void names_the_field_and_the_character_and_nothing_of_the_content() {
    assertRefused(
        Map.of("name", "Ada\uffff"),
        "A commit to stream NOTE#a cannot be published: the field 'name' of a Noted has"
            + " the character U+FFFF");
  }

  @Test
  void a_name_that_may_be_data_is_not_repeated() {
    assertRefused(
        Map.of("ada@example.com", "\u0001"),
        "A commit to stream NOTE#a cannot be published: a field of a Noted has the"
            + " character U+0001");
  }

  @Test
  void a_stream_that_cannot_be_printed_is_printed_without_its_character() {
    assertThat(
            new UnpublishableTextException(
                new StreamId("NOTE", "a\uffff\ud800"), "the stream's id", 0xFFFF))
        .hasMessageContaining("stream NOTE#a?? cannot");
  }

  @Test
  void a_store_in_memory_knows_the_text_of_events_by_their_codec() {
    var store = new InMemoryEventStore<String, String>(new NoteCodec());
    Commit<String> commit = commit("Ada\ufffe");

    assertThatExceptionOfType(UnpublishableTextException.class)
        .isThrownBy(() -> store.append(commit));
    assertThat(store.read(STREAM, 0, 1).commits()).isEmpty();
    store.append(commit("Ada"));
    assertThat(store.read(STREAM, 0, 1).commits()).containsExactly(commit("Ada"));
  }

  private static void assertRefused(Map<String, Object> payload, String message) {
    assertThatExceptionOfType(UnpublishableTextException.class)
        .isThrownBy(() -> PublishableText.check(commit(new EncodedEvent("Noted", 1, payload))))
        .withMessage(message);
  }

  private static <E> Commit<E> commit(E event) {
    return new Commit<>(
        STREAM, 1, List.of(event), Instant.EPOCH, new CommandStamp("c", 0), Metadata.NONE);
  }

  private static final class NoteCodec implements EventCodec<String> {
    @Override
    public EncodedEvent encode(String event) {
      return new EncodedEvent("Noted", 1, Map.of("text", event));
    }

    @Override
    public String decode(EncodedEvent stored) {
      return String.valueOf(stored.payload().get("text"));
    }

    @Override
    public Set<String> personalFields(String eventType) {
      return Set.of("text");
    }
  }
}
