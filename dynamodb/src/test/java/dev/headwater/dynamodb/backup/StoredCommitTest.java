package dev.headwater.dynamodb.backup;

import static dev.headwater.dynamodb.backup.EventsCopy.event;
import static dev.headwater.dynamodb.backup.EventsCopy.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.dynamodb.Commits;
import dev.headwater.dynamodb.internal.CommitItem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StoredCommitTest {
  private static final String NUMBER = "1234567890.1234567890123456789012345678";

  private final StoredCommit commit =
      StoredCommit.of(CommitItem.write(Commits.at(stream("a"), 3, event("one"), event("two"))));

  /** Of every type that DynamoDB has, even in payloads that no codec reads. */
  @Test
  void a_line_keeps_every_type_and_every_digit() {
    StoredCommit rich =
        StoredCommit.of(
            commit.with(
                "more",
                AttributeValue.fromM(
                    Map.of(
                        "number", AttributeValue.fromN(NUMBER),
                        "text", AttributeValue.fromS("\"\u2028\n\ud83d\ude00"),
                        "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})),
                        "flag", AttributeValue.fromBool(true),
                        "nothing", AttributeValue.fromNul(true),
                        "texts", AttributeValue.fromSs(List.of("b", "a")),
                        "numbers", AttributeValue.fromNs(List.of("2", "1")),
                        "blobs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("x"))),
                        "list", AttributeValue.fromL(List.of(AttributeValue.fromN("-0.5")))))));

    assertThat(rich.line()).contains(NUMBER).doesNotContain("\n");
    StoredCommit read = StoredCommit.parse(rich.line());
    assertThat(read.line()).isEqualTo(rich.line());
    assertThat(read.hasContentOf(rich)).isTrue();
    assertThat(read.hasContentOf(commit)).isFalse();
    assertThat(read.stream()).isEqualTo("NOTE#a");
    assertThat(List.of(read.firstVersion(), read.lastVersion(), read.events()))
        .containsExactly(3L, 4L, 2L);
  }

  @Test
  void numbers_are_compared_by_value_and_sets_without_order() {
    StoredCommit one =
        withMore("{\"L\":[{\"N\":\"100\"},{\"NS\":[\"1\",\"2.0\"]},{\"SS\":[\"a\",\"b\"]}]}");
    StoredCommit same =
        withMore("{\"L\":[{\"N\":\"1E+2\"},{\"NS\":[\"2\",\"1\"]},{\"SS\":[\"b\",\"a\"]}]}");
    StoredCommit other =
        withMore("{\"L\":[{\"N\":\"101\"},{\"NS\":[\"2\",\"1\"]},{\"SS\":[\"b\",\"a\"]}]}");

    assertThat(one.hasContentOf(same)).isTrue();
    assertThat(one.hasContentOf(other)).isFalse();
  }

  private StoredCommit withMore(String value) {
    return StoredCommit.parse(commit.line().replaceFirst("\\{", "{\"more\":" + value + ","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "^.* | secret | it is not valid JSON",
        "^.* | {} | 'PK' is absent",
        "$ | {} | it is not valid JSON",
        "NOTE#a | secret | A stream id reads category#id",
        "EVENT#0000000003 | EVENT#secret | 'version' does not match the sort key",
        "\\{\"N\":\"3\"\\} | {\"S\":\"3\"} | 'version' is not of type N",
        "\"N\":\"3\" | \"N\":\"secret\" | a number is malformed",
        "\"events\" | \"secret\" | 'events' is absent",
        "\"L\":\\[.*\\]\\}, | \"L\":[]}, | 'events' is empty",
        "\"eventType\" | \"secret\" | 'eventType' is absent",
        "\"payload\":\\{\"M\":\\{\"text\":\\{\"S\":\"one\"\\}\\}\\} |"
            + " \"payload\":{\"S\":\"secret\"} | 'payload' is not of type M",
        "\"commandId\" | \"secret\" | 'commandId' is absent",
        "AAAAAAAAAAM= | AAM= | 'commandDigest' must have 8 bytes",
      })
  void a_malformed_line_is_refused_without_quoting_it(String part, String by, String reason) {
    String line = commit.line().replaceFirst(part, by);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredCommit.parse(line))
        .withMessage(reason);
  }
}
