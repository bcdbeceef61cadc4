package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.Metadata;
import dev.headwater.event.PublishableText;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.RecordedEvent.CommitSpan;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.RandomPayloads;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DetailJsonTest {
  private static final RecordedEvent<EncodedEvent> GOLDEN =
      new RecordedEvent<>(
          new StreamId("CUSTOMER", "c-42"),
          4,
          new EncodedEvent("CustomerEmailUpdated", 2, payload()),
          Instant.parse("2026-01-01T00:00:00.123Z"),
          new CommitSpan(3, 2),
          "command-7",
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
  void writes_the_documented_detail() throws IOException {
    assertThat(DetailJson.write(GOLDEN, EventIds.PLAIN)).isEqualTo(parse(golden()).toString());
  }

  @Test
  void an_event_that_is_published_again_says_so_and_is_otherwise_the_same() throws IOException {
    String again = Json.write(DetailJson.of(GOLDEN, EventIds.PLAIN, true));

    assertThat(again.replace(",\"replayed\":true}", "}")).isEqualTo(parse(golden()).toString());
    assertThat(DetailJson.read(parse(again))).isEqualTo(GOLDEN);
  }

  @Test
  void reads_the_documented_detail() throws IOException {
    assertThat(DetailJson.read(parse(golden()))).isEqualTo(GOLDEN);
  }

  @Test
  void an_event_of_a_further_category_has_it_in_front_of_its_id() throws IOException {
    EventIds eventIds = EventIds.shortFor("ORDER");

    assertThat(DetailJson.write(GOLDEN, eventIds))
        .isEqualTo(parse(golden()).toString().replace("\"c-42@4\"", "\"CUSTOMER#c-42@4\""));
    assertThat(DetailJson.write(GOLDEN, EventIds.shortFor("CUSTOMER")))
        .isEqualTo(DetailJson.write(GOLDEN, EventIds.PLAIN));
  }

  @Test
  void reads_an_event_whatever_its_id() throws IOException {
    ObjectNode detail = (ObjectNode) parse(golden());
    for (String id : List.of("CUSTOMER#c-42@4", "OTHER#x@9", "")) {
      detail.put("eventId", id);
      assertThat(DetailJson.read(detail)).as(id).isEqualTo(GOLDEN);
    }
    detail.remove("eventId");
    assertThat(DetailJson.read(detail)).isEqualTo(GOLDEN);
  }

  @Test
  void any_payload_survives_a_round_trip() {
    RandomPayloads payloads = new RandomPayloads(11);
    for (int round = 1; round <= 500; round++) {
      RecordedEvent<EncodedEvent> event = Events.note("a/b", round, payloads.next());
      assertThat(DetailJson.read(parse(DetailJson.write(event, EventIds.PLAIN)))).isEqualTo(event);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0, 0xB, 0x1F, 0xD800, 0xDFFF, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF})
  void escapes_characters_that_no_transport_carries(int codePoint) {
    String bad = "東" + Character.toString(codePoint) + "🦆";
    String name = PublishableText.isUnicode(bad) ? bad : "no parser takes such a name";
    var event =
        new RecordedEvent<>(
            new StreamId("NOTE", bad.substring(0, 1)),
            1,
            new EncodedEvent(
                "Noted" + bad, 1, Map.of(name, List.of(bad, Map.of("name", bad + bad)))),
            Instant.EPOCH,
            new CommitSpan(1, 1),
            bad,
            new Metadata(bad, bad, bad, bad));

    String detail = DetailJson.write(event, EventIds.PLAIN);

    assertThat(PublishableText.findUnpublishable(detail)).isEmpty();
    assertThat(detail).contains("東", "🦆");
    assertThat(DetailJson.read(parse(detail))).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"category", "aggregateId"})
  void refuses_half_of_a_surrogate_pair_in_a_key(String name) throws IOException {
    ObjectNode detail = (ObjectNode) parse(golden());
    detail.put(name, "secret\ud800");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DetailJson.read(detail))
        .withMessage("'%s' is not valid Unicode", name);
  }

  @Test
  void reads_equal_numbers_in_one_form() throws IOException {
    String json = golden().replace("12.5", "1250.0e-2").replace("-1}", "-1.0}");

    assertThat(DetailJson.read(parse(json))).isEqualTo(GOLDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "category",
        "aggregateId",
        "eventType",
        "schemaVersion",
        "payload",
        "timestamp",
        "version",
        "commit",
        "commandId",
        "metadata"
      })
  void refuses_a_detail_that_lacks_a_field(String name) throws IOException {
    ObjectNode detail = (ObjectNode) parse(golden());
    detail.remove(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DetailJson.read(detail))
        .withMessageStartingWith("'%s' is not a", name);
  }

  @Test
  void refuses_a_value_of_the_wrong_type_without_quoting_it() throws IOException {
    String json = golden();
    for (String damaged :
        List.of(
            json.replace("\"score\": 12.5", "\"score\": null"),
            json.replace("1767225600123", "\"secret\""),
            json.replace("3,", "30,"),
            json.replace("\"schemaVersion\": 2", "\"schemaVersion\": 2.5"),
            json.replace("\"request-9\"", "{\"secret\": 1}"))) {
      assertThat(damaged).isNotEqualTo(json);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DetailJson.read(parse(damaged)))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
  }

  private static JsonNode parse(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), "The detail");
  }

  private static String golden() throws IOException {
    try (InputStream json = DetailJsonTest.class.getResourceAsStream("/golden/bus-detail.json")) {
      return new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
