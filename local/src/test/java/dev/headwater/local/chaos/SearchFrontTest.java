package dev.headwater.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.search.LocalOpenSearch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client of OpenSearch sees through a front. */
class SearchFrontTest {
  private static final String MAPPING =
      """
      {"mappings": {"dynamic": "strict", "properties": {"name": {"type": "keyword"}}}}\
      """;
  private static final String ALL = "{\"query\": {\"match_all\": {}}}";

  private final LocalOpenSearch search = LocalOpenSearch.start(null);
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void anIndex() throws IOException, InterruptedException {
    assertThat(send(search.endpoint(), "PUT", "/people", MAPPING).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    http.close();
    search.close();
  }

  @Test
  void forwards_requests_that_no_fault_strikes() throws IOException, InterruptedException {
    try (var front = front("drop=1")) {
      JsonNode written =
          json(send(front.uri(), "POST", "/people/_bulk?refresh=true", bulk("a", "b")));

      assertThat(written.path("errors").booleanValue()).isFalse();
      assertThat(send(front.uri(), "GET", "/people/_doc/a", "").body()).contains("\"found\":true");
      assertThat(send(front.uri(), "HEAD", "/none", "").statusCode()).isEqualTo(404);
      assertThat(send(front.uri(), "POST", "/people/_count?unknown=1", ALL).body())
          .contains("unknown");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /people/_search",
    "POST, /people/_count",
    "POST, /people/_mget",
    "POST, /_mget",
    "GET, /people/_doc/a",
    "PUT, /people/_doc/a",
    "POST, /_bulk",
    "POST, /people/_bulk"
  })
  void throttles_data_operations(String method, String path)
      throws IOException, InterruptedException {
    try (var front = front("throttle=1")) {
      HttpResponse<String> reply = send(front.uri(), method, path, ALL);

      assertThat(reply.statusCode()).isEqualTo(429);
      JsonNode error = json(reply);
      assertThat(error.path("status").intValue()).isEqualTo(429);
      assertThat(error.at("/error/type").stringValue()).isEqualTo("rejected_execution_exception");
      assertThat(error.at("/error/root_cause/0"))
          .isEqualTo(
              JsonMapper.shared()
                  .readTree(
                      """
                      {"type": "rejected_execution_exception",
                       "reason": "rejected execution (chaos)"}\
                      """));
    }
  }

  @Test
  void does_not_throttle_the_management_of_indexes() throws IOException, InterruptedException {
    try (var front = front("all=1")) {
      assertThat(send(front.uri(), "PUT", "/others", MAPPING).statusCode()).isEqualTo(200);
      assertThat(send(front.uri(), "HEAD", "/others", "").statusCode()).isEqualTo(200);
      assertThat(
              send(
                      front.uri(),
                      "POST",
                      "/_aliases",
                      """
                      {"actions": [{"add": {"index": "others", "alias": "all"}}]}\
                      """)
                  .statusCode())
          .isEqualTo(200);
      assertThat(send(front.uri(), "GET", "/_alias/all", "").statusCode()).isEqualTo(200);
      assertThat(send(front.uri(), "DELETE", "/others", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void rejects_single_items_of_a_bulk_in_place() throws IOException, InterruptedException {
    List<String> ids = IntStream.range(0, 100).mapToObj(i -> "id" + i).toList();
    try (var front = front("throttle=0.3")) {
      JsonNode reply = persistently(front, bulk(ids.toArray(String[]::new)));

      assertThat(reply.path("errors").booleanValue()).isTrue();
      List<String> rejected = new ArrayList<>();
      assertThat(reply.path("items").valueStream().map(item -> item.path("index")))
          .extracting(item -> item.path("_id").stringValue())
          .isEqualTo(ids);
      for (JsonNode item : reply.path("items")) {
        assertThat(item.at("/index/_index").stringValue()).isEqualTo("people");
        if (item.at("/index/status").intValue() != 201) {
          assertThat(item.at("/index/status").intValue()).isEqualTo(429);
          assertThat(item.at("/index/error/type").stringValue())
              .isEqualTo("rejected_execution_exception");
          rejected.add(item.at("/index/_id").stringValue());
        }
      }
      assertThat(rejected).hasSizeBetween(15, 45);
      assertThat(ids.stream().filter(id -> !isThere(id))).isEqualTo(rejected);
    }
  }

  @Test
  void rejects_items_even_when_none_is_left() throws IOException, InterruptedException {
    String body =
        """
        {"delete":{"_index":"people","_id":"a","version":2,"version_type":"external"}}
        {"index":{"_index":"none","_id":"b","version":1,"version_type":"external"}}
        {"name":"any"}
        """;
    JsonNode rejected =
        JsonMapper.shared()
            .readTree(
                """
                {"took": 0, "errors": true, "items": [
                  {"delete": {"_index": "people", "_id": "a", "status": 429, "error": {
                    "type": "rejected_execution_exception",
                    "reason": "rejected execution (chaos)"}}},
                  {"index": {"_index": "none", "_id": "b", "status": 429, "error": {
                    "type": "rejected_execution_exception",
                    "reason": "rejected execution (chaos)"}}}]}\
                """);
    try (var front = front("throttle=0.5")) {
      List<JsonNode> replies = new ArrayList<>();
      for (int attempt = 0; attempt < 100; attempt++) {
        replies.add(json(send(front.uri(), "POST", "/_bulk", body)));
      }
      assertThat(replies).contains(rejected);
    }
  }

  @Test
  void loses_replies_to_successful_bulks() throws IOException, InterruptedException {
    int closed = 0;
    try (var front = front("lost-reply=1")) {
      for (int i = 0; i < 10; i++) {
        try {
          HttpResponse<String> reply = send(front.uri(), "POST", "/people/_bulk", bulk("id" + i));
          assertThat(reply.statusCode()).isEqualTo(500);
          assertThat(json(reply).at("/error/type").stringValue())
              .isEqualTo("receive_timeout_transport_exception");
        } catch (IOException connectionClosed) {
          closed++;
        }
        assertThat(isThere("id" + i)).isTrue();
      }
    }
    assertThat(closed).isBetween(1, 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"index\":{\"_id\":\"a\"}}\n", "[]\n", "no JSON\n"})
  void leaves_a_malformed_bulk_to_the_service_to_refuse(String body)
      throws IOException, InterruptedException {
    try (var front = front("throttle=0.01,lost-reply=1")) {
      assertThat(send(front.uri(), "POST", "/people/_bulk", body).body())
          .isEqualTo(send(search.endpoint(), "POST", "/people/_bulk", body).body());
    }
  }

  @Test
  void unzips_gzipped_bodies() throws IOException, InterruptedException {
    try (var front = front("throttle=0.3")) {
      HttpResponse<String> reply =
          http.send(
              HttpRequest.newBuilder(front.uri().resolve("/people/_bulk"))
                  .header("Content-Encoding", "gzip")
                  .header("Accept-Encoding", "gzip")
                  .POST(BodyPublishers.ofByteArray(gzip(bulk("a", "b", "c", "d", "e", "f"))))
                  .build(),
              BodyHandlers.ofString());

      assertThat(json(reply).path("items")).hasSize(6);
      assertThat(json(reply).path("errors").booleanValue()).isTrue();
    }
  }

  private ChaosFront front(String settings) {
    return ChaosFront.ofOpenSearch(
        search.endpoint(), new Chaos(ChaosSettings.parse("seed=7," + settings)));
  }

  /** Repeats a bulk until it is not throttled as a whole. */
  private JsonNode persistently(ChaosFront front, String bulk)
      throws IOException, InterruptedException {
    HttpResponse<String> reply = send(front.uri(), "POST", "/people/_bulk", bulk);
    for (int attempt = 1; reply.statusCode() == 429 && attempt < 100; attempt++) {
      reply = send(front.uri(), "POST", "/people/_bulk", bulk);
    }
    return json(reply);
  }

  private boolean isThere(String id) {
    try {
      return send(search.endpoint(), "GET", "/people/_doc/" + id, "").statusCode() == 200;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> send(URI service, String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(service.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> reply) {
    return JsonMapper.shared().readTree(reply.body());
  }

  private static String bulk(String... ids) {
    return List.of(ids).stream()
        .map(
            id ->
                """
                {"index":{"_id":"%s","version":1,"version_type":"external"}}
                {"name":"any"}
                """
                    .formatted(id))
        .collect(Collectors.joining());
  }

  private static byte[] gzip(String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(packed)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
