package dev.headwater.local.search;

import static dev.headwater.local.search.SearchClient.action;
import static dev.headwater.local.search.SearchClient.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.http.RawConnection;
import dev.headwater.local.http.RawConnection.Response;
import dev.headwater.local.search.SearchClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
  private static final LocalOpenSearch SEARCH = LocalOpenSearch.start(null);
  private static final SearchClient CLIENT = SearchClient.withPeople(SEARCH);

  @AfterAll
  static void stop() {
    CLIENT.close();
    SEARCH.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/",
    "GET,/_cluster/health",
    "GET,/_cat/indices",
    "GET,/people",
    "GET,/people/_search",
    "POST,/_search",
    "POST,/_bulk",
    "POST,/_mget",
    "PUT,/people/_doc/1",
    "DELETE,/people/_doc/1",
    "POST,/people/_update/1",
    "GET,/people/_settings",
    "POST,/people/_delete_by_query",
    "POST,/_reindex",
    "PATCH,/people",
    "GET,/a/b/c/d"
  })
  void names_an_unsupported_request(String method, String path) {
    Reply reply = CLIENT.send(method, path, "{}");
    assertThat(reply.status()).isEqualTo(501);
    assertThat(reply.errorType()).isEqualTo("unsupported_operation_exception");
    assertThat(reply.reason()).endsWith("does not support " + method + " " + path);
    assertThat(reply.json().get("status").intValue()).isEqualTo(501);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_alias/x?y=%zz", "/people/_doc/1?y=%zz", "/people/_doc/1?%"})
  void a_query_with_malformed_encoding_is_a_client_error(String path) throws Exception {
    try (var log = new CapturedLog(LocalOpenSearch.class);
        var connection = new RawConnection(SEARCH.endpoint().getPort())) {
      Response response = connection.head("GET " + path + " HTTP/1.1").read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("The query has malformed percent-encoding");
      assertThat(log.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/people/_search?scroll=1m,[scroll]",
    "/people/_count?q=x,[q]",
    "/people/_bulk?pipeline=x,[pipeline]",
    "/people/_refresh?force=true,[force]"
  })
  void names_an_unsupported_parameter(String path, String named) {
    Reply reply = CLIENT.post(path, "{}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).contains(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"aggs\": {}} | [aggs] in [search]",
        "{\"from\": 1} | [from]",
        "{\"query\": {}} | exactly one",
        "{\"query\": {\"prefix\": {\"email\": \"a\"}}} | query type [prefix]",
        "{\"query\": {\"query_string\": {\"query\": \"a\"}}} | query type [query_string]",
        "{\"query\": {\"bool\": {\"should\": []}}} | [should] in [bool query]",
        "{\"query\": {\"term\": {\"email\": {\"value\": \"a\", \"boost\": 2}}}} | [boost]",
        "{\"query\": {\"wildcard\": {\"email\": {\"value\": \"a\", \"rewrite\": \"x\"}}}}"
            + " | [rewrite]",
        "{\"query\": {\"wildcard\": {\"email\": {}}}} | needs [value]",
        "{\"query\": {\"term\": {\"_id\": {\"value\": \"1\"}}}} | field [_id]",
        "{\"query\": {\"term\": {\"status\": \"a\"}}} | [term query] must be an object",
        "{\"query\": {\"term\": {\"removed\": {\"value\": \"x\"}}}} | not of type [boolean]",
        "{\"query\": {\"terms\": {\"status\": [\"a\"]}}} | query type [terms]",
        "{\"query\": {\"match_all\": {}}} | query type [match_all]",
        "{\"query\": {\"exists\": {}}} | needs [field]",
        "{\"size\": 10001} | [size]",
        "{\"size\": -1} | [size]",
        "{\"sort\": [\"email\"]} | fielddata on [email]",
        "{\"sort\": [\"nowhere\"]} | No mapping found for [nowhere] in order to sort on",
        "{\"sort\": [\"removed\"]} | [removed] of type [boolean]",
        "{\"sort\": [\"_score\"]} | Sorting by [_score]",
        "{\"sort\": [{\"status\": \"up\"}]} | asc or desc",
        "{\"sort\": [{\"status\": {\"missing\": \"_first\"}}]} | [missing]",
        "{\"sort\": [{\"status\": {\"mode\": \"min\"}}]} | [mode]",
        "{\"search_after\": [\"a\"]} | Sort must contain at least one field.",
        "{\"sort\": [\"status\"], \"search_after\": []} | search_after has 0 value(s)",
        "{\"sort\": [\"status\"], \"search_after\": [[]]} | not a scalar",
        "{\"_source\": [\"email\"]} | [_source] in [search] must be true or false",
        "{\"track_total_hits\": -1} | [track_total",
        "{\"size\": 1, \"size\": 2} | has a duplicate name",
        "{\"size\": | is not JSON",
        "[] | must be an object",
        "{} {} | is not JSON"
      })
  void names_unsupported_parts_of_a_search(String body, String named) {
    Reply reply = CLIENT.search(body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).contains(named);
    assertThat(reply.json().at("/error/root_cause/0/reason").stringValue())
        .isEqualTo(reply.reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"update\": {\"_id\": \"1\"}} | bulk action [update]",
        "{\"create\": {\"_id\": \"1\"}} | bulk action [create]",
        "{\"index\": {\"_id\": \"1\", \"routing\": \"x\"}} | [routing]",
        "{\"index\": {\"_id\": \"1\"}} | whole [version]",
        "{\"index\": {\"version\": 1, \"version_type\": \"external\"}} | without [_id]",
        "{\"index\": {\"_id\": \"1\", \"version\": 1}} | version type [internal]",
        "{\"index\": {\"_id\": \"1\", \"version\": -1, \"version_type\": \"external\"}}"
            + " | illegal version value [-1]",
        "{\"index\": {\"_index\": \"people\", \"_id\": \"1\"}} | [_index]",
        "{\"index\": 1} | must be an object",
        "nonsense | is not JSON"
      })
  void names_unsupported_parts_of_a_bulk_and_writes_nothing(String line, String named) {
    Reply reply = CLIENT.bulk(action("before", 1), person("before", "a@x"), line, "{}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).contains(named);
    assertThat(CLIENT.get("/people/_doc/before").status()).isEqualTo(404);
  }

  @Test
  void refuses_a_truncated_bulk() {
    String line = action("torn", 1) + "\n" + person("torn", "a@x");
    assertThat(CLIENT.post("/people/_bulk", line).reason())
        .isEqualTo("The bulk request must be terminated by a newline [\\n]");
    assertThat(CLIENT.post("/people/_bulk", action("torn", 1) + "\n").reason())
        .contains("no document after it");
    assertThat(CLIENT.post("/people/_bulk", "").reason()).contains("no requests added");
    assertThat(CLIENT.get("/people/_doc/torn").status()).isEqualTo(404);
  }

  @Test
  void limits_the_body_the_depth_and_the_clauses() throws IOException {
    Reply large = CLIENT.search("{\"_source\": \"" + "x".repeat(11 * 1024 * 1024) + "\"}");
    assertThat(large.status()).isEqualTo(413);
    Reply bomb = zipped("{\"_source\": \"" + "x".repeat(11 * 1024 * 1024) + "\"}");
    assertThat(bomb.status()).isEqualTo(413);
    String nested = "{\"bool\": {\"filter\": ".repeat(21) + "{\"bool\": {}}" + "}}".repeat(21);
    assertThat(CLIENT.find(nested).reason()).contains("more than 20 levels");
    assertThat(CLIENT.find("[".repeat(100) + "]".repeat(100)).reason())
        .contains("more than 64 levels");
    String many = "{\"bool\": {}}, ".repeat(1000) + "{\"bool\": {}}";
    assertThat(CLIENT.find("{\"bool\": {\"filter\": [" + many + "]}}").reason())
        .contains("more than 1000 clauses");
    String most = "{\"term\": {\"status\": {\"value\": \"x\"}}}, ".repeat(998) + "{\"bool\": {}}";
    assertThat(CLIENT.find("{\"bool\": {\"filter\": [" + most + "]}}").status()).isEqualTo(200);
  }

  @Test
  void accepts_a_compressed_body() throws IOException {
    assertThat(zipped("{\"size\": 5}").status()).isEqualTo(200);
  }

  private static Reply zipped(String body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return CLIENT.send(
        HttpRequest.newBuilder(CLIENT.endpoint().resolve("/people/_search"))
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(bytes.toByteArray()))
            .build());
  }

  @Test
  void refuses_a_missing_index() {
    Reply reply = CLIENT.post("/nowhere/_search", "{}");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.errorType()).isEqualTo("index_not_found_exception");
    assertThat(reply.reason()).isEqualTo("no such index [nowhere]");
    assertThat(CLIENT.get("/nowhere/_doc/1").status()).isEqualTo(404);
    assertThat(CLIENT.post("/people*/_search", "{}").reason())
        .contains("index expression [people*]");
    assertThat(CLIENT.post("/people/_mget", "{\"ids\": []}").reason()).contains("no documents");
    assertThat(CLIENT.post("/people/_mget", "{\"docs\": []}").reason())
        .contains("[docs] in [mget]");
  }
}
