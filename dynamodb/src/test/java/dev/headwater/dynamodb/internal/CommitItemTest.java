package dev.headwater.dynamodb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.dynamodb.Commits;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.RandomPayloads;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.json.JsonMapper;

class CommitItemTest {
  private static final Commit<EncodedEvent> GOLDEN =
      new Commit<>(
          new StreamId("CUSTOMER", "c-42"),
          3,
          List.of(
              new EncodedEvent("CustomerEmailUpdated", 2, payload()),
              new EncodedEvent("CustomerReactivated", 1, Map.of())),
          Instant.parse("2026-01-01T00:00:00.123Z"),
          new CommandStamp("command-7", 0x0102030405060708L),
          new Metadata(
              "request-9", null, null, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

  private static Map<String, Object> payload() {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("newEmail", "ada@example.org");
    payload.put("consents", List.of("news", true));
    payload.put("score", new BigDecimal("12.5"));
    payload.put("address", Map.of("floor", -1L));
    return payload;
  }

  @Test
  void writes_the_documented_layout() throws IOException {
    assertThat(CommitItem.write(GOLDEN)).isEqualTo(golden());
  }

  @Test
  void reads_the_documented_layout() throws IOException {
    assertThat(CommitItem.read(golden())).isEqualTo(GOLDEN);
  }

  @Test
  void passes_over_attributes_that_it_does_not_know() throws IOException {
    Map<String, AttributeValue> item = golden();
    item.put("state", AttributeValue.fromM(Map.of("claims", AttributeValue.fromNul(true))));
    item.put("recent", AttributeValue.fromB(SdkBytes.fromUtf8String("16 commits")));

    assertThat(CommitItem.read(item)).isEqualTo(GOLDEN);
  }

  @Test
  void metadata_is_absent_when_there_is_none() {
    Commit<EncodedEvent> commit = Commits.at(Commits.newStream(), 1, Commits.written("a"));

    assertThat(CommitItem.write(commit)).doesNotContainKey("metadata");
    assertThat(CommitItem.read(CommitItem.write(commit))).isEqualTo(commit);
  }

  @Test
  void any_payload_comes_back_as_it_was() {
    RandomPayloads payloads = new RandomPayloads(7);
    StreamId stream = Commits.newStream();
    for (int round = 0; round < 500; round++) {
      Commit<EncodedEvent> commit =
          Commits.at(stream, 1 + round, new EncodedEvent("Any", 1, payloads.next()));
      assertThat(CommitItem.read(CommitItem.write(commit))).isEqualTo(commit);
    }
  }

  @Test
  void sort_keys_sort_as_versions_do() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      long one = random.nextLong(1, EventLog.MAX_VERSION);
      long other = random.nextLong(1, EventLog.MAX_VERSION);
      assertThat(Integer.signum(CommitItem.sortKey(one).compareTo(CommitItem.sortKey(other))))
          .isEqualTo(Long.compare(one, other));
    }
  }

  @Test
  void a_number_has_one_form_whatever_it_was_written_as() {
    Map<String, Object> stored =
        PlainValues.toPlain(
            PlainValues.toAttributes(
                Map.of(
                    "price",
                    new BigDecimal("1.50"),
                    "count",
                    new BigDecimal("2.0"),
                    "small",
                    3,
                    "large",
                    new BigDecimal("1E+30"))));

    assertThat(stored)
        .isEqualTo(
            Map.of(
                "price",
                new BigDecimal("1.5"),
                "count",
                2L,
                "small",
                3L,
                "large",
                new BigDecimal("1E+30")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PK", "SK", "version", "events", "timestamp", "commandId", "commandDigest"})
  void refuses_an_item_without_one_of_its_attributes(String name) throws IOException {
    Map<String, AttributeValue> item = golden();
    item.remove(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommitItem.read(item))
        .withMessage("'%s' is absent", name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PK",
        "SK",
        "version",
        "events",
        "timestamp",
        "commandId",
        "commandDigest",
        "metadata"
      })
  void refuses_an_attribute_of_another_type(String name) throws IOException {
    Map<String, AttributeValue> item = golden();
    item.put(name, AttributeValue.fromNul(true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommitItem.read(item))
        .withMessageStartingWith("'%s' is not of type", name);
  }

  @Test
  void refuses_a_version_that_is_not_that_of_its_key() throws IOException {
    Map<String, AttributeValue> item = golden();
    item.put("version", AttributeValue.fromN("4"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommitItem.read(item))
        .withMessageContaining("sort key");
  }

  @Test
  void refuses_to_write_what_dynamodb_cannot_hold() {
    for (Object value :
        List.of(
            new BigDecimal("1".repeat(39)),
            new BigDecimal("1E+126"),
            new BigDecimal("1E-131"),
            1.5,
            new byte[1],
            nested(40),
            Arrays.asList("a", null))) {
      assertThatIllegalArgumentException()
          .as(value.getClass().getName())
          .isThrownBy(() -> PlainValues.toAttributes(Map.of("value", value)));
    }
  }

  private static Object nested(int levels) {
    return levels == 0 ? "the bottom" : List.of(nested(levels - 1));
  }

  private static Map<String, AttributeValue> golden() throws IOException {
    try (InputStream json = CommitItemTest.class.getResourceAsStream("/golden/commit-item.json")) {
      return new HashMap<>(DynamoDbJson.item(JsonMapper.shared().readTree(json)));
    }
  }
}
