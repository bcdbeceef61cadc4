package dev.headwater.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.InMemoryEventStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishableTextTest {
  private static final StreamId STREAM = new StreamId("NOTE", "a");

  /** Restates the set that SQS documents. */
  private static boolean takenBySqs(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xD
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }

  @Test
  void allows_what_sqs_takes_except_noncharacters() {
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
  void finds_the_first_character_and_counts_a_pair_as_one() {
    assertThat(PublishableText.findUnpublishable("🦆 东京 \t\r\n")).isEmpty();
    assertThat(PublishableText.findUnpublishable("🦆\uffff\ufffe")).hasValue(0xFFFF);
    assertThat(PublishableText.findUnpublishable("\udfff\ud83e")).hasValue(0xDFFF);
    assertThat(PublishableText.findUnpublishable("a\ud83e")).hasValue(0xD83E);
  }

  @Test
  void names_the_field_and_the_character_but_not_the_content() {
    assertRefused(
        Map.of("name", "Ada\uffff"),
        "A commit to stream NOTE#a cannot be published: the field 'name' of a Noted has"
            + " the character U+FFFF");
  }

  @Test
  void does_not_quote_a_field_name_that_may_be_data() {
    assertRefused(
        Map.of("ada@example.com", "\u0001"),
        "A commit to stream NOTE#a cannot be published: a field of a Noted has the"
            + " character U+0001");
  }

  @Test
  void replaces_unprintable_characters_of_the_stream() {
    assertThat(
            new UnpublishableTextException(
                new StreamId("NOTE", "a\uffff\ud800"), "the stream's id", 0xFFFF))
        .hasMessageContaining("stream NOTE#a?? cannot");
  }

  @Test
  void an_in_memory_store_checks_the_text_of_events_through_their_codec() {
    var store = new InMemoryEventStore<String, String>(new SaidCodec());
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
}
