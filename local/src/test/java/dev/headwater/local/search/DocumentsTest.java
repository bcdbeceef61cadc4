package dev.headwater.local.search;

import static dev.headwater.local.search.SearchClient.action;
import static dev.headwater.local.search.SearchClient.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.search.SearchClient.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private final LocalOpenSearch search = LocalOpenSearch.start(null);
  private final SearchClient client = SearchClient.withPeople(search);

  @AfterEach
  void stop() {
    client.close();
    search.close();
  }

  private Reply write(String id, long version, String versionType) {
    return client.bulk(action(id, version, versionType), person(id, id + "@example.com"));
  }

  @Test
  void creates_and_updates_and_returns_the_version() {
    Reply created = write("1", 1, "external");
    assertThat(created.status()).isEqualTo(200);
    assertThat(created.json().at("/errors").booleanValue()).isFalse();
    assertThat(created.json().at("/items/0/index/result").stringValue()).isEqualTo("created");
    assertThat(created.json().at("/items/0/index/status").intValue()).isEqualTo(201);
    assertThat(created.json().at("/items/0/index/_index").stringValue()).isEqualTo("people");
    Reply updated = write("1", 7, "external");
    assertThat(updated.json().at("/items/0/index/result").stringValue()).isEqualTo("updated");
    assertThat(updated.json().at("/items/0/index/status").intValue()).isEqualTo(200);
    assertThat(updated.json().at("/items/0/index/_version").longValue()).isEqualTo(7);
  }

  @Test
  void external_versions_must_grow() {
    assertThat(write("1", 5, "external").statuses()).containsExactly(201);
    assertThat(write("1", 4, "external").statuses()).containsExactly(409);
    Reply equal = write("1", 5, "external");
    assertThat(equal.statuses()).containsExactly(409);
    assertThat(equal.json().get("errors").booleanValue()).isTrue();
    assertThat(equal.json().at("/items/0/index/error/type").stringValue())
        .isEqualTo("version_conflict_engine_exception");
    assertThat(equal.json().at("/items/0/index/error/reason").stringValue())
        .isEqualTo(
            "[1]: version conflict, current version [5] is higher or equal to the"
                + " one provided [5]");
    assertThat(write("1", 6, "external").statuses()).containsExactly(200);
  }

  @Test
  void external_gte_also_accepts_the_same_version_again() {
    assertThat(write("1", 5, "external_gte").statuses()).containsExactly(201);
    assertThat(write("1", 5, "external_gte").statuses()).containsExactly(200);
    assertThat(write("1", 4, "external_gte").statuses()).containsExactly(409);
  }

  @Test
  void a_delete_checks_the_version_and_then_forgets_it() {
    write("1", 5, "external");

    assertThat(delete("1", 4)).isEqualTo(409);
    assertThat(client.get("/people/_doc/1").status()).isEqualTo(200);
    assertThat(delete("1", 5)).isEqualTo(200);
    assertThat(client.get("/people/_doc/1").status()).isEqualTo(404);
    assertThat(client.post("/people/_count", "").json().get("count").intValue()).isZero();
    assertThat(delete("1", 5)).isEqualTo(404);
    assertThat(write("1", 2, "external").statuses()).containsExactly(201);
  }

  private int delete(String id, long version) {
    return client
        .bulk(action(id, version, "external_gte").replace("index", "delete"))
        .json()
        .at("/items/0/delete/status")
        .intValue();
  }

  @Test
  void a_bulk_may_write_a_document_twice_and_continues_after_a_failure() {
    Reply reply =
        client.bulk(
            action("1", 2),
            person("1", "a@x"),
            action("1", 1),
            person("1", "b@x"),
            action("1", 3),
            person("1", "c@x"),
            action("2", 1),
            "{no json",
            action("3", 1),
            person("3", "d@x"));
    assertThat(reply.statuses()).containsExactly(201, 409, 200, 400, 201);
    assertThat(client.get("/people/_doc/1").json().at("/_source/email").stringValue())
        .isEqualTo("c@x");
  }

  @Test
  void the_highest_of_racing_versions_wins() throws Exception {
    List<Callable<List<Integer>>> writers =
        LongStream.rangeClosed(1, 8)
            .<Callable<List<Integer>>>mapToObj(
                writer ->
                    () -> {
                      var statuses = new ArrayList<Integer>();
                      for (long round = 0; round < 10; round++) {
                        long version = (round * 37 + writer * 11) % 100 + 1;
                        statuses.addAll(write("1", version, "external").statuses());
                      }
                      return statuses;
                    })
            .toList();
    long highest =
        LongStream.rangeClosed(1, 8)
            .flatMap(
                writer ->
                    LongStream.range(0, 10).map(round -> (round * 37 + writer * 11) % 100 + 1))
            .max()
            .orElseThrow();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses = new ArrayList<>();
      for (Future<List<Integer>> writer : threads.invokeAll(writers)) {
        statuses.addAll(writer.get());
      }
      assertThat(statuses).hasSize(80).containsOnlyOnce(201).contains(409);
    }
    Reply found = client.get("/people/_doc/1");
    assertThat(found.json().get("_version").longValue()).isEqualTo(highest);
    assertThat(client.post("/people/_count", "").json().get("count").intValue()).isOne();
  }

  @Test
  void finds_acknowledged_writes_at_once() {
    for (int id = 0; id < 20; id++) {
      assertThat(
              client
                  .post(
                      "/people/_bulk?refresh=false",
                      action("p" + id, 1) + "\n" + person("p" + id, "a@x") + "\n")
                  .statuses())
          .containsExactly(201);
      assertThat(client.post("/people/_count", "").json().get("count").intValue())
          .isEqualTo(id + 1);
    }
  }

  @Test
  void looks_up_documents_by_any_kind_of_id() {
    List<String> ids = List.of("plain", "with space", "a/b", "100%", "ü+ö", "q?x=1#f", "..");
    for (String id : ids) {
      assertThat(
              client
                  .bulk(
                      "{\"index\":{\"_id\":\""
                          + id
                          + "\",\"version\":3,\"version_type\":\"external\"}}",
                      person("x", "a@x"))
                  .statuses())
          .containsExactly(201);
    }
    for (String id : ids.subList(0, 6)) {
      String path = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
      Reply found = client.get("/people/_doc/" + path);
      assertThat(found.status()).as(id).isEqualTo(200);
      assertThat(found.json().get("_id").stringValue()).isEqualTo(id);
      assertThat(found.json().get("_version").longValue()).isEqualTo(3);
    }
    String all = ids.stream().collect(Collectors.joining("\",\"", "{\"ids\":[\"", "\"]}"));
    assertThat(client.post("/people/_mget", all).json().get("docs"))
        .allMatch(document -> document.get("found").booleanValue());
  }

  @Test
  void reports_which_documents_do_not_exist() {
    write("1", 4, "external");
    Reply missing = client.get("/people/_doc/2");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.json().toString())
        .isEqualTo("{\"_index\":\"people\",\"_id\":\"2\",\"found\":false}");
    Reply several =
        client.post(
            "/people/_mget",
            """
            {"ids": ["1", "2"]}\
            """);
    assertThat(several.status()).isEqualTo(200);
    assertThat(several.json().at("/docs/0/_version").longValue()).isEqualTo(4);
    assertThat(several.json().at("/docs/0/_source/customerId").stringValue()).isEqualTo("1");
    assertThat(several.json().at("/docs/1/found").booleanValue()).isFalse();
    Reply nowhere =
        client.post(
            "/nowhere/_mget",
            """
            {"ids": ["1"]}\
            """);
    assertThat(nowhere.json().at("/docs/0/error/type").stringValue())
        .isEqualTo("index_not_found_exception");
  }

  @Test
  void keeps_a_tombstone_with_its_version() {
    write("1", 1, "external");
    client.bulk(action("1", 2), "{\"removed\": true}");
    assertThat(write("1", 1, "external").statuses()).containsExactly(409);
    assertThat(client.get("/people/_doc/1").json().get("_source").toString())
        .isEqualTo("{\"removed\":true}");
    assertThat(
            client
                .find("{\"bool\": {\"must_not\": [{\"term\": {\"removed\": {\"value\": true}}}]}}")
                .ids())
        .isEmpty();
    assertThat(client.find("{\"wildcard\": {\"email\": {\"value\": \"*\"}}}").ids()).isEmpty();
  }

  @Test
  void writes_through_an_alias_and_returns_the_index() {
    client.post(
        "/_aliases", "{\"actions\": [{\"add\": {\"index\": \"people\", \"alias\": \"folk\"}}]}");
    Reply reply =
        client.post(
            "/folk/_bulk",
            """
            {"index": {"_id": "1", "version": 1, "version_type": "external"}}
            {"status": "ACTIVE"}
            """);
    assertThat(reply.statuses()).containsExactly(201);
    assertThat(reply.json().at("/items/0/index/_index").stringValue()).isEqualTo("people");
  }
}
