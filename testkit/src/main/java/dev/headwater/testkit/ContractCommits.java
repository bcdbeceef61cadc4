package dev.headwater.testkit;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Edge cases of commits, for {@link EventStoreContract}. */
final class ContractCommits {
  private static final Instant NOON = Instant.parse("2026-02-28T12:00:00.001Z");
  private static final String UNICODE = "Łódź – 東京 – 🦆 – \u007f – \" \\ \n – e\u0301";

  private ContractCommits() {}

  static EncodedEvent tick(int number) {
    return new EncodedEvent("Ticked", 1, Map.of("n", (long) number));
  }

  static EncodedEvent saying(String text) {
    return new EncodedEvent("Said", 1, Map.of("text", text));
  }

  static EncodedEvent ofCharacters(int count) {
    return saying("x".repeat(count));
  }

  /** Commits of one stream, each hard to store in its own way. */
  static List<Commit<EncodedEvent>> ofEveryKind(StreamId stream) {
    return List.of(
        new Commit<>(
            stream,
            1,
            List.of(new EncodedEvent("Nothing", 1, Map.of())),
            NOON,
            new CommandStamp("c", 0),
            Metadata.NONE),
        new Commit<>(
            stream,
            2,
            List.of(texts(), numbers()),
            Instant.ofEpochMilli(999),
            new CommandStamp(UNICODE, Long.MIN_VALUE),
            new Metadata("correlation", "causation", "actor", "00-ab-cd-01")),
        new Commit<>(
            stream,
            4,
            List.of(nested(), tick(1), tick(1)),
            NOON.plusMillis(1),
            new CommandStamp("c".repeat(CommandStamp.MAX_ID_LENGTH), -1),
            new Metadata(null, UNICODE, null, null)),
        new Commit<>(
            stream,
            7,
            List.of(ofCharacters(100_000)),
            Instant.EPOCH,
            new CommandStamp("c-2", Long.MAX_VALUE),
            new Metadata("correlation", null, "actor", null)));
  }

  private static EncodedEvent texts() {
    return new EncodedEvent(
        "Texts",
        2,
        Map.of(
            "unicode",
            UNICODE,
            "empty",
            "",
            "number-like",
            "007",
            UNICODE,
            "as a name",
            "eventType",
            "a name of our own"));
  }

  private static EncodedEvent numbers() {
    return new EncodedEvent(
        "Numbers",
        1_000,
        Map.of(
            "zero",
            0L,
            "negative",
            -1L,
            "most",
            Long.MAX_VALUE,
            "least",
            Long.MIN_VALUE,
            "beyond",
            new BigDecimal("12345678901234567890123456789012345678"),
            "fine",
            new BigDecimal("0.12345678901234567890123456789012345678"),
            "cents",
            new BigDecimal("-19.99"),
            "true",
            true,
            "false",
            false));
  }

  private static EncodedEvent nested() {
    return new EncodedEvent(
        "Nested",
        1,
        Map.of(
            "empty list",
            List.of(),
            "empty map",
            Map.of(),
            "mixed",
            List.of("text", 1L, true, List.of(List.of(2L)), Map.of("a", List.of())),
            "deep",
            Map.of("a", Map.of("b", Map.of("c", Map.of("d", new BigDecimal("1.5")))))));
  }

  /** Streams whose ids are prefixes of each other or look like parts of a key. */
  static List<StreamId> confusableStreams() {
    String id = UUID.randomUUID().toString();
    Stream<String> ids =
        Stream.of(
            id,
            id + '#',
            id + "#EVENT",
            id + "#EVENT#0000000001",
            id + "-1",
            id + ' ',
            id.substring(1),
            id + "é",
            id + "e\u0301");
    return Stream.concat(
            ids.map(text -> new StreamId("CONTRACT", text)),
            Stream.of(
                new StreamId("CONTRACT2", id),
                new StreamId("Contract", id),
                new StreamId("CONTRACT", "x" + id),
                new StreamId("CONTRACTx", id)))
        .toList();
  }

  /** Another command's commit at the same version. */
  static Commit<EncodedEvent> rival(Commit<EncodedEvent> first, int events) {
    List<EncodedEvent> others =
        IntStream.range(0, events).mapToObj(number -> saying("rival " + number)).toList();
    return new Commit<>(
        first.stream(),
        first.firstVersion(),
        others,
        first.timestamp().plusMillis(1),
        new CommandStamp("rival", 1),
        new Metadata("rival", null, null, null));
  }

  /** Commits of different commands and sizes, all at the same version. */
  static List<Commit<EncodedEvent>> rivals(StreamId stream, long version, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                new Commit<>(
                    stream,
                    version,
                    IntStream.rangeClosed(0, number % 3).mapToObj(ContractCommits::tick).toList(),
                    NOON,
                    new CommandStamp("rival-" + number, number),
                    Metadata.NONE))
        .toList();
  }
}
