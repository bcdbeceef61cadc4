package dev.headwater.eventbridge;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.headwater.EncodedEvent;
import dev.headwater.Metadata;
import dev.headwater.RecordedEvent;
import dev.headwater.RecordedEvent.CommitSpan;
import dev.headwater.StreamId;
import dev.headwater.testkit.RandomPayloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DetailJsonTest {
    private static final RecordedEvent<EncodedEvent> GOLDEN = new RecordedEvent<>(
            new StreamId("CUSTOMER", "c-42"), 4,
            new EncodedEvent("CustomerEmailUpdated", 2, payload()),
            Instant.parse("2026-01-01T00:00:00.123Z"), new CommitSpan(3, 2), "command-7",
            new Metadata("request-9", null, null,
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

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
        assertThat(DetailJson.write(GOLDEN)).isEqualTo(parse(golden()).toString());
    }

    @Test
    void reads_the_documented_detail() throws IOException {
        assertThat(DetailJson.read(parse(golden()))).isEqualTo(GOLDEN);
    }

    @Test
    void any_payload_comes_back_as_it_was() {
        RandomPayloads payloads = new RandomPayloads(11);
        for (int round = 1; round <= 500; round++) {
            RecordedEvent<EncodedEvent> event = Events.note("a/b", round, payloads.next());
            assertThat(DetailJson.read(parse(DetailJson.write(event))))
                    .isEqualTo(event);
        }
    }

    @Test
    void a_number_has_one_form_whatever_it_was_written_as() throws IOException {
        String json = golden().replace("12.5", "1250.0e-2").replace("-1}", "-1.0}");

        assertThat(DetailJson.read(parse(json))).isEqualTo(GOLDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"category", "aggregateId", "eventType", "schemaVersion", "payload",
            "timestamp", "version", "commit", "commandId", "metadata"})
    void refuses_a_detail_without_one_of_its_fields(String name) throws IOException {
        ObjectNode detail = (ObjectNode) parse(golden());
        detail.remove(name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetailJson.read(detail))
                .withMessageStartingWith("'%s' is not a", name);
    }

    @Test
    void refuses_what_is_of_another_kind_without_quoting_it() throws IOException {
        String json = golden();
        for (String damaged : List.of(json.replace("\"score\": 12.5", "\"score\": null"),
                json.replace("1767225600123", "\"secret\""), json.replace("3,", "30,"),
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
        try (InputStream json = DetailJsonTest.class
                .getResourceAsStream("/golden/bus-detail.json")) {
            return new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
