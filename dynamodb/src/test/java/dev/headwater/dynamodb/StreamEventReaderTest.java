package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.relay.StreamRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StreamEventReaderTest {
  private static final Map<String, String> KEY =
      Map.of("PK", "CUSTOMER#c-42", "SK", "EVENT#0000000003");

  @Test
  void reads_the_commits_of_an_event_as_lambda_sends_it() throws IOException {
    List<StreamRecord> records = read(event(record("INSERT", "EVENT#0000000003", golden())));

    assertThat(records)
        .singleElement()
        .isInstanceOfSatisfying(
            StreamRecord.Committed.class,
            committed -> {
              assertThat(committed.sequenceNumber()).isEqualTo("111000000000000000001");
              assertThat(committed.key()).isEqualTo(KEY);
              assertThat(committed.commit().firstVersion()).isEqualTo(3);
              assertThat(CommitItem.write(committed.commit())).containsKey("metadata");
            });
  }

  @Test
  void passes_over_claims_whatever_happens_to_them() throws IOException {
    assertThat(
            read(
                event(
                    record("INSERT", "CLAIM", golden()),
                    record("MODIFY", "CLAIM", golden()),
                    record("REMOVE", "CLAIM", golden()))))
        .isEmpty();
    assertThat(read(event())).isEmpty();
  }

  @Test
  void reports_a_commit_that_was_overwritten_or_removed_in_its_place() throws IOException {
    String number = "111000000000000000001";

    assertThat(
            read(
                event(
                    record("MODIFY", "EVENT#0000000003", golden()),
                    record("REMOVE", "EVENT#0000000003", "{}"),
                    record("INSERT", "EVENT#0000000003", "{}"),
                    record("RENAME", "EVENT#0000000003", "{}"))))
        .startsWith(
            new StreamRecord.Altered(number, KEY, "MODIFY"),
            new StreamRecord.Altered(number, KEY, "REMOVE"))
        .hasExactlyElementsOfTypes(
            StreamRecord.Altered.class, StreamRecord.Altered.class, StreamRecord.Malformed.class);
  }

  @Test
  void an_imported_commit_is_passed_over_unless_it_is_to_be_published() throws IOException {
    assertThat(
            read(
                event(
                    record("INSERT", "EVENT#0000000003", imported("{\"BOOL\": false}")),
                    record("INSERT", "EVENT#0000000003", imported("{\"BOOL\": true}")),
                    record("INSERT", "EVENT#0000000003", imported("{\"S\": \"false\"}")))))
        .startsWith(new StreamRecord.Skipped("111000000000000000001", KEY))
        .hasExactlyElementsOfTypes(
            StreamRecord.Skipped.class, StreamRecord.Committed.class, StreamRecord.Committed.class);
  }

  private static String imported(String publish) throws IOException {
    return golden().replaceFirst("\\{", "{\"imported\": {\"M\": {\"publish\": " + publish + "}}, ");
  }

  @Test
  void keeps_the_order_of_the_stream_and_the_good_records_beside_a_bad_one() throws IOException {
    assertThat(
            read(
                event(
                    record("INSERT", "EVENT#0000000003", golden()),
                    record("INSERT", "EVENT#0000000003", "{}"),
                    record("INSERT", "EVENT#0000000003", golden()))))
        .hasExactlyElementsOfTypes(
            StreamRecord.Committed.class,
            StreamRecord.Malformed.class,
            StreamRecord.Committed.class);
  }

  @Test
  void a_malformed_commit_comes_with_its_key_and_a_reason_without_content() throws IOException {
    for (String damage :
        List.of(
            "\"secret\"",
            "{\"S\":\"secret\"}",
            "{\"N\":\"secret\"}",
            "{\"B\":\"secret!\"}",
            "{\"X\":\"secret\"}",
            "{\"L\":{\"S\":\"secret\"}}",
            "{\"M\":[\"secret\"]}",
            "{\"N\":7}",
            "{\"L\":[{\"M\":{\"secret\":{}}}]}")) {
      String image =
          golden()
              .replaceFirst(
                  "(?s)\"events\": \\{.*\"timestamp\"",
                  "\"events\": " + damage + ", \"timestamp\"");
      assertThat(read(event(record("INSERT", "EVENT#0000000003", image))))
          .as(damage)
          .singleElement()
          .isInstanceOfSatisfying(
              StreamRecord.Malformed.class,
              malformed -> {
                assertThat(malformed.key()).isEqualTo(KEY);
                assertThat(malformed.sequenceNumber()).isEqualTo("111000000000000000001");
                assertThat(malformed.reason())
                    .startsWith("not a commit: ")
                    .doesNotContain("secret");
              });
    }
  }

  @Test
  void refuses_what_is_no_event_of_a_stream() {
    for (String event :
        List.of(
            "",
            "no JSON",
            "[]",
            "{}",
            "{\"Records\": 1}",
            "{\"Records\":[{\"eventName\":\"INSERT\",\"dynamodb\":{\"Keys\":{\"PK\":{\"S\":\"a\"},"
                + "\"SK\":{\"S\":\"EVENT#1\"}}}}]}")) {
      assertThatIllegalArgumentException().as(event).isThrownBy(() -> read(event));
    }
  }

  private static List<StreamRecord> read(String event) {
    return StreamEventReader.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
  }

  private static String event(String... records) {
    return "{\"Records\": [" + String.join(",", records) + "]}";
  }

  private static String record(String eventName, String sort, String image) {
    return """
    {
      "eventID": "c4ca4238a0b923820dcc509a6f75849b",
      "eventName": "%s",
      "eventVersion": "1.1",
      "eventSource": "aws:dynamodb",
      "awsRegion": "us-east-1",
      "dynamodb": {
        "ApproximateCreationDateTime": 1.767225600E9,
        "Keys": {"SK": {"S": "%s"}, "PK": {"S": "CUSTOMER#c-42"}},
        "NewImage": %s,
        "SequenceNumber": "111000000000000000001",
        "SizeBytes": 417,
        "StreamViewType": "NEW_IMAGE"
      },
      "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/events/stream/1"
    }\
    """
        .formatted(eventName, sort, image);
  }

  private static String golden() throws IOException {
    try (InputStream json =
        StreamEventReaderTest.class.getResourceAsStream("/golden/commit-item.json")) {
      return new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
