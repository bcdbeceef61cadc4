package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.StreamId;
import dev.headwater.projection.Failure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What dead letters tell about themselves, wherever they come from. */
class DeadLetterTest {
  private static final String EVENT =
      "{\"detail\":{\"category\":\"BASKET\",\"aggregateId\":\"b\",\"eventType\":\"T\","
          + "\"version\":2}}";
  private static final StreamId BASKET = new StreamId("BASKET", "b");

  @Test
  void an_event_that_eventbridge_could_not_deliver() {
    DeadLetter letter =
        read(
            EVENT,
            Map.of("RULE_ARN", "arn", "ERROR_CODE", "NO_PERMISSIONS", "ERROR_MESSAGE", "No"),
            Map.of());

    assertThat(letter.failure())
        .isEqualTo(
            new Failure(
                "undelivered",
                "EventBridge could not deliver it: NO_PERMISSIONS No",
                "NO_PERMISSIONS",
                ""));
    assertThat(letter.stream()).isEqualTo(BASKET);
  }

  @Test
  void an_event_that_was_received_too_often() {
    DeadLetter letter =
        read(
            EVENT,
            Map.of(),
            Map.of(
                MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN,
                "arn",
                MessageSystemAttributeName.SENT_TIMESTAMP,
                "1767225600000"));

    assertThat(letter.failure().kind()).isEqualTo("retries-exhausted");
    assertThat(letter.firstParked()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void a_letter_of_an_earlier_version_has_a_reason_alone() {
    DeadLetter letter = read(EVENT, Map.of("repair", "true", "reason", "Bad"), Map.of());

    assertThat(letter.failure()).isEqualTo(new Failure("parked", "Bad"));
  }

  @Test
  void a_commit_that_the_bus_refuses() {
    DeadLetter letter =
        read(
            "{\"PK\":\"BASKET#b\",\"SK\":\"EVENT#0000000012\",\"reason\":\"EntryTooLarge\"}",
            Map.of(),
            Map.of());

    assertThat(letter.failure())
        .isEqualTo(
            new Failure("refused", "The bus refuses it: EntryTooLarge", "EntryTooLarge", ""));
    assertThat(letter.stream()).isEqualTo(BASKET);
    assertThat(letter.version()).isEqualTo(12);
  }

  @Test
  void a_part_of_the_stream_that_lambda_gave_up_on() {
    String body =
        """
        {"requestContext": {"condition": "RetryAttemptsExhausted"},
         "DDBStreamBatchInfo": {"shardId": "shard-1", "startSequenceNumber": "800000",
         "endSequenceNumber": "900000", "streamArn": "arn",
         "approximateArrivalOfFirstRecord": "2026-01-01T10:00:00.5Z",
         "approximateArrivalOfLastRecord": "2026-01-01T10:01:00Z"}}\
        """;

    assertThat(read(body, Map.of(), Map.of()).failure().reason())
        .isEqualTo("Lambda gave up on this part of the stream: RetryAttemptsExhausted");
    assertThat(StreamPosition.read(body))
        .isEqualTo(
            new StreamPosition(
                "arn",
                "shard-1",
                "800000",
                "900000",
                Instant.parse("2026-01-01T09:55:00Z"),
                Instant.parse("2026-01-01T10:06:00Z")));
    assertThat(StreamPosition.read(body.replace("800000", "x"))).isNull();
    assertThat(StreamPosition.read(body.replace("2026-01-01T10:01", "soon"))).isNull();
    assertThat(StreamPosition.read("no JSON")).isNull();
  }

  @Test
  void what_tells_nothing_is_a_letter_all_the_same() {
    for (String body : new String[] {"no JSON", "[]", "{}", "{\"detail\":{}}", "{\"PK\":\"x\"}"}) {
      DeadLetter letter = read(body, Map.of("attempts", "many", "firstParked", "once"), Map.of());

      assertThat(letter.stream()).as(body).isNull();
      assertThat(letter.version()).as(body).isZero();
      assertThat(letter.attempts()).as(body).isZero();
      assertThat(letter.firstParked()).as(body).isEqualTo(Instant.EPOCH);
      assertThat(letter.body()).isEqualTo(body);
    }
  }

  @Test
  void a_group_is_the_kind_the_exception_and_the_method() {
    Failure failure = new Failure("projection", "In version 7", "E", "a.B.c(B.java:7)");

    assertThat(group(failure))
        .matches("[0-9a-f]{8}")
        .isEqualTo(group(new Failure("projection", "In version 8", "E", "a.B.c(B.java:9)")))
        .isNotEqualTo(group(new Failure("projection", "In version 7", "E", "a.B.d(B.java:7)")))
        .isNotEqualTo(group(new Failure("projection", "In version 7", "F", "a.B.c(B.java:7)")))
        .isNotEqualTo(group(new Failure("unreadable", "In version 7", "E", "a.B.c(B.java:7)")));
    assertThat(group(new Failure("projection", "", "E", "a.B.lambda$fold$7(B.java:7)")))
        .isEqualTo(group(new Failure("projection", "", "E", "a.B.lambda$fold$8(B.java:9)")));
    assertThat(group(new Failure("unstorable-view", "It has 500000 bytes")))
        .isEqualTo(group(new Failure("unstorable-view", "It has 600000 bytes")))
        .isNotEqualTo(group(new Failure("unstorable-view", "It has no id")));
  }

  @Test
  void what_is_kept_elsewhere_reads_the_same() {
    Instant parked = Instant.parse("2026-01-01T00:00:00Z");
    DeadLetter letter =
        DeadLetter.kept(
            "m",
            EVENT,
            LetterAttributes.of(new Failure("k", "r", "e", "p"), 3, parked.minusSeconds(60), "run"),
            parked);

    assertThat(letter.failure()).isEqualTo(new Failure("k", "r", "e", "p"));
    assertThat(letter.attempts()).isEqualTo(3);
    assertThat(letter.firstParked()).isEqualTo(parked.minusSeconds(60));
    assertThat(letter.lastParked()).isEqualTo(parked);
    assertThat(letter.stream()).isEqualTo(BASKET);
    assertThat(letter.withoutBody().body()).isEmpty();
    assertThat(letter.withoutBody().group()).isEqualTo(letter.group());
  }

  private static String group(Failure failure) {
    return DeadLetter.kept("m", "", LetterAttributes.of(failure), Instant.EPOCH).group();
  }

  private static DeadLetter read(
      String body,
      Map<String, String> attributes,
      Map<MessageSystemAttributeName, String> systemAttributes) {
    Map<String, MessageAttributeValue> values = new HashMap<>();
    attributes.forEach(
        (name, value) ->
            values.put(name, MessageAttributeValue.builder().stringValue(value).build()));
    return LetterReader.read(
        Message.builder()
            .messageId("m")
            .receiptHandle("h")
            .body(body)
            .messageAttributes(values)
            .attributes(systemAttributes)
            .build());
  }
}
