package dev.headwater.local.search;

import static dev.headwater.local.search.SearchClient.action;
import static dev.headwater.local.search.SearchClient.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.search.SearchClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndicesTest {
  private final LocalOpenSearch search = LocalOpenSearch.start(null);
  private final SearchClient client = SearchClient.of(search);

  @AfterEach
  void stop() {
    client.close();
    search.close();
  }

  private Reply create(String name) {
    return client.send("PUT", "/" + name, SearchClient.CUSTOMERS);
  }

  private Reply alias(String... actions) {
    return client.post("/_aliases", "{\"actions\": [" + String.join(",", actions) + "]}");
  }

  private static String step(String index) {
    return "{\"add\": {\"index\": \"%s\", \"alias\": \"folk\"}}".formatted(index);
  }

  @Test
  void creates_and_deletes_an_index() {
    assertThat(client.send("HEAD", "/folk-a", "").status()).isEqualTo(404);
    Reply created = create("folk-a");
    assertThat(created.status()).isEqualTo(200);
    assertThat(created.json().toString())
        .isEqualTo("{\"acknowledged\":true,\"shards_acknowledged\":true,\"index\":\"folk-a\"}");
    assertThat(client.send("HEAD", "/folk-a", "").status()).isEqualTo(200);
    Reply again = create("folk-a");
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.errorType()).isEqualTo("resource_already_exists_exception");
    assertThat(client.post("/folk-a/_refresh", "").json().at("/_shards/successful").intValue())
        .isOne();
    assertThat(client.send("DELETE", "/folk-a", "").json().toString())
        .isEqualTo("{\"acknowledged\":true}");
    assertThat(client.send("DELETE", "/folk-a", "").status()).isEqualTo(404);
    assertThat(client.send("HEAD", "/folk-a", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upper", "_all", "a%2Ab", "-a", "a,b"})
  void refuses_a_name_that_opensearch_refuses(String name) {
    Reply reply = create(name);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorType()).isEqualTo("invalid_index_name_exception");
  }

  @Test
  void an_alias_points_to_an_index() {
    create("folk-a");
    client.post("/folk-a/_bulk", action("1", 1) + "\n" + person("1", "a@x") + "\n");
    assertThat(alias(step("folk-a")).json().toString()).isEqualTo("{\"acknowledged\":true}");
    assertThat(client.get("/_alias/folk").json().toString())
        .isEqualTo("{\"folk-a\":{\"aliases\":{\"folk\":{}}}}");
    assertThat(client.post("/folk/_search", "{}").ids()).containsExactly("1");
    assertThat(client.post("/folk/_search", "{}").json().at("/hits/hits/0/_index").stringValue())
        .isEqualTo("folk-a");
    assertThat(client.send("HEAD", "/folk", "").status()).isEqualTo(200);
  }

  @Test
  void a_new_index_has_its_initial_aliases() {
    String definition =
        "{\"aliases\": {\"%s\": {%s}}, " + SearchClient.CUSTOMERS.strip().substring(1);
    assertThat(client.send("PUT", "/folk-a", definition.formatted("folk", "")).status())
        .isEqualTo(200);
    assertThat(client.get("/_alias/folk").json().toString())
        .isEqualTo("{\"folk-a\":{\"aliases\":{\"folk\":{}}}}");
    assertThat(client.send("PUT", "/folk-b", definition.formatted("folk-a", "")).errorType())
        .isEqualTo("invalid_alias_name_exception");
    assertThat(client.send("PUT", "/folk-b", definition.formatted("folk-b", "")).errorType())
        .isEqualTo("invalid_alias_name_exception");
    assertThat(client.send("PUT", "/folk-b", definition.formatted("f", "\"routing\": 1")).reason())
        .contains("routing");
    assertThat(client.send("HEAD", "/folk-b", "").status()).isEqualTo(404);
  }

  @Test
  void a_bulk_with_require_alias_writes_only_to_an_alias() {
    create("folk-a");
    String lines = action("1", 1) + "\n" + person("1", "a@x") + "\n";
    Reply refused = client.post("/folk-a/_bulk?require_alias=true", lines);
    assertThat(refused.statuses()).containsExactly(404);
    assertThat(refused.json().at("/items/0/index/error/type").asString())
        .isEqualTo("index_not_found_exception");
    alias(step("folk-a"));
    assertThat(client.post("/folk/_bulk?require_alias=true", lines).statuses())
        .containsExactly(201);
    assertThat(client.post("/folk-a/_bulk?require_alias=false", lines).statuses())
        .containsExactly(409);
  }

  @Test
  void a_refused_step_rolls_back_the_earlier_ones() {
    create("folk-a");
    Reply missing = alias(step("folk-a"), step("folk-b"));
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.errorType()).isEqualTo("index_not_found_exception");
    assertThat(client.get("/_alias/folk").status()).isEqualTo(404);
    assertThat(client.get("/_alias/folk").json().get("error").stringValue())
        .isEqualTo("alias [folk] missing");
  }

  @Test
  void an_alias_is_not_an_index_and_is_deleted_with_its_index() {
    create("folk-a");
    create("folk-b");
    alias(step("folk-a"));
    assertThat(create("folk").errorType()).isEqualTo("invalid_index_name_exception");
    assertThat(client.send("DELETE", "/folk", "").reason()).contains("matches an alias");
    assertThat(
            client
                .post(
                    "/_aliases",
                    "{\"actions\": [{\"add\": {\"index\": \"folk-a\", \"alias\": \"folk-b\"}}]}")
                .errorType())
        .isEqualTo("invalid_alias_name_exception");
    client.send("DELETE", "/folk-a", "");
    assertThat(client.get("/_alias/folk").status()).isEqualTo(404);
  }

  @Test
  void refuses_to_use_an_alias_for_two_indexes() {
    create("folk-a");
    create("folk-b");
    assertThat(alias(step("folk-a"), step("folk-b")).status()).isEqualTo(200);
    assertThat(client.post("/folk/_search", "{}").reason())
        .contains("The alias [folk] for more than one index");
  }

  @Test
  void refuses_unsupported_alias_actions() {
    assertThat(alias("{\"remove\": {\"index\": \"a\", \"alias\": \"b\"}}").reason())
        .contains("alias action [remove]");
    assertThat(alias("{\"remove_index\": {\"index\": \"a\"}}").reason())
        .contains("alias action [remove_index]");
    assertThat(alias("{\"add\": {\"index\": \"a\", \"alias\": \"b\", \"filter\": {}}}").reason())
        .contains("[filter] in [alias action add]");
    assertThat(alias().reason()).contains("Must specify");
  }
}
