package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.AppendRequest;
import dev.headwater.Claim;
import dev.headwater.ClaimChanges;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnpublishableTextException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of an {@link EventStore} for text that no transport can carry. */
interface TextContract {
  /** Surrounds the refused character. No message may quote it. */
  String CONTENT = "secret";

  /**
   * The store under test, with the codec {@link EventCodec#asStored} and the {@link
   * TextStateCodec}.
   */
  EventStore<String, EncodedEvent> eventStore();

  @Test
  default void unpublishable_text_is_refused_wherever_it_is() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    for (int bad :
        List.of(0x0, 0x8, 0xB, 0x1F, 0xD800, 0xDFFF, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF)) {
      places(stream, around(bad))
          .forEach((place, commit) -> assertRefused(store, commit, place, bad));
    }

    assertThat(store.read(stream, 0, 10).commits()).as("nothing was written").isEmpty();
  }

  @Test
  default void text_that_is_only_just_publishable_is_stored() {
    EventStore<String, EncodedEvent> store = eventStore();
    for (int good :
        List.of(
            0x9, 0xA, 0xD, 0x20, 0x7F, 0x85, 0xD7FF, 0xE000, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000,
            0x1FFFD, 0x10FFFD)) {
      places(newStream(), around(good))
          .values()
          .forEach(
              commit -> {
                StreamId stream = commit.stream();
                Commit<EncodedEvent> elsewhere =
                    commit(
                        new StreamId(stream.category(), stream.id() + UUID.randomUUID()),
                        commit.events().getFirst(),
                        commit.command().commandId(),
                        commit.metadata());
                assertThat(store.append(elsewhere)).isEqualTo(new Appended<>(false));
                assertThat(store.read(elsewhere.stream(), 0, 10).commits())
                    .containsExactly(elsewhere);
              });
    }
  }

  @Test
  default void a_commit_whose_text_is_refused_takes_no_claim() {
    EventStore<String, EncodedEvent> store = eventStore();
    ClaimChanges claims =
        new ClaimChanges(Set.of(new Claim("email", UUID.randomUUID() + "@example.com")), Set.of());
    AppendRequest<String, EncodedEvent> refused =
        AppendRequest.<String, EncodedEvent>of(
                commit(newStream(), ContractCommits.saying(around(0xFFFF)), "c", Metadata.NONE))
            .withClaims(claims);

    assertThatExceptionOfType(UnpublishableTextException.class)
        .isThrownBy(() -> store.append(refused));
    assertThat(
            store.append(
                AppendRequest.<String, EncodedEvent>of(
                        commit(newStream(), ContractCommits.tick(1), "c", Metadata.NONE))
                    .withClaims(claims)))
        .isEqualTo(new Appended<>(false));
  }

  private static void assertRefused(
      EventStore<String, EncodedEvent> store,
      Commit<EncodedEvent> commit,
      String place,
      int codePoint) {
    assertThatExceptionOfType(UnpublishableTextException.class)
        .as("U+%04X in %s", codePoint, place)
        .isThrownBy(() -> store.append(commit))
        .satisfies(
            refusal -> {
              assertThat(refusal.codePoint()).isEqualTo(codePoint);
              assertThat(refusal.place()).contains(place).doesNotContain(CONTENT);
              assertThat(refusal.getMessage()).contains(place, refusal.character());
            });
  }

  private static String around(int codePoint) {
    return CONTENT + Character.toString(codePoint) + CONTENT;
  }

  /** Commits that each hold the text in one place. */
  private static Map<String, Commit<EncodedEvent>> places(StreamId stream, String text) {
    EncodedEvent event = ContractCommits.tick(1);
    return Map.ofEntries(
        Map.entry(
            "the stream's category",
            commit(new StreamId(text, stream.id()), event, "c", Metadata.NONE)),
        Map.entry(
            "the stream's id", commit(new StreamId("CONTRACT", text), event, "c", Metadata.NONE)),
        Map.entry("the command's id", commit(stream, event, text, Metadata.NONE)),
        Map.entry(
            "the correlation id", commit(stream, event, "c", new Metadata(text, null, null, null))),
        Map.entry(
            "the causation id", commit(stream, event, "c", new Metadata(null, text, null, null))),
        Map.entry("the actor", commit(stream, event, "c", new Metadata(null, null, text, null))),
        Map.entry(
            "the trace context", commit(stream, event, "c", new Metadata(null, null, null, text))),
        Map.entry(
            "an event's type",
            commit(stream, new EncodedEvent(text, 1, Map.of()), "c", Metadata.NONE)),
        Map.entry(
            "the name of a field of a Said",
            commit(stream, new EncodedEvent("Said", 1, Map.of(text, 1L)), "c", Metadata.NONE)),
        Map.entry(
            "the field 'text' of a Said",
            commit(stream, ContractCommits.saying(text), "c", Metadata.NONE)),
        Map.entry(
            "the field 'names' of a Said",
            commit(
                stream,
                new EncodedEvent(
                    "Said", 1, Map.of("names", Map.of("a", List.of(Map.of(text, true))))),
                "c",
                Metadata.NONE)),
        Map.entry(
            "the field 'list' of a Said",
            commit(
                stream,
                new EncodedEvent("Said", 1, Map.of("list", List.of(1L, Map.of("a", text)))),
                "c",
                Metadata.NONE)));
  }

  private static Commit<EncodedEvent> commit(
      StreamId stream, EncodedEvent event, String commandId, Metadata metadata) {
    return new Commit<>(
        stream, 1, List.of(event), Instant.EPOCH, new CommandStamp(commandId, 0), metadata);
  }

  private static StreamId newStream() {
    return new StreamId("CONTRACT", UUID.randomUUID().toString());
  }
}
