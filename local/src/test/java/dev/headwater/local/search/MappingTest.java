package dev.headwater.local.search;

import static dev.headwater.local.search.SearchClient.action;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.search.SearchClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
  private final LocalOpenSearch search = LocalOpenSearch.start(null);
  private final SearchClient client = SearchClient.withPeople(search);

  @AfterEach
  void stop() {
    client.close();
    search.close();
  }

  private Reply create(String mapping) {
    return client.send(
        "PUT",
        "/other",
        """
        {"mappings": {"dynamic": "strict", "properties": {"field": %s}}}\
        """
            .formatted(mapping));
  }

  @Test
  void a_mapping_learns_further_fields() {
    String added = "{\"properties\": {\"foo\": {\"type\": \"keyword\"}}}";
    assertThat(client.send("PUT", "/people/_mapping", added).json().toString())
        .isEqualTo("{\"acknowledged\":true}");
    assertThat(client.send("PUT", "/people/_mapping", added).status()).as("again").isEqualTo(200);

    assertThat(
            client
                .get("/people/_mapping")
                .json()
                .at("/people/mappings/properties/foo/type")
                .stringValue())
        .isEqualTo("keyword");
    assertThat(client.bulk(action("1", 1), "{\"foo\": \"bar\"}").statuses()).containsExactly(201);
    assertThat(client.find("{\"term\": {\"foo\": {\"value\": \"bar\"}}}").ids())
        .containsExactly("1");
  }

  @Test
  void a_mapping_never_changes_a_field() {
    Reply reply =
        client.send(
            "PUT", "/people/_mapping", "{\"properties\": {\"status\": {\"type\": \"boolean\"}}}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).contains("Changing the mapping of [status]");
    assertThat(client.send("PUT", "/nowhere/_mapping", "{\"properties\": {}}").status())
        .isEqualTo(404);
  }

  @Test
  void refuses_an_unmapped_field_as_opensearch_does() {
    Reply reply = client.bulk(action("1", 1), "{\"status\": \"ACTIVE\", \"foo\": null}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.statuses()).containsExactly(400);
    assertThat(reply.json().at("/items/0/index/error/type").stringValue())
        .isEqualTo("strict_dynamic_mapping_exception");
    assertThat(reply.json().at("/items/0/index/error/reason").stringValue())
        .isEqualTo(
            "mapping set to strict, dynamic introduction of [foo] within [_doc] is"
                + " not allowed");
    assertThat(client.get("/people/_doc/1").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"removed\": \"soon\"}",
        "{\"removed\": 3000000000}",
        "{\"status\": {}}",
        "{\"status\": [\"a\"]}",
        "[]",
        "1",
        "{\"status\": \"a\", \"status\": \"b\"}",
        "{\"a\": "
      })
  void refuses_a_value_of_the_wrong_type_without_quoting_it(String document) {
    Reply reply = client.bulk(action("1", 1), document);
    assertThat(reply.statuses()).containsExactly(400);
    assertThat(reply.json().at("/items/0/index/error/reason").stringValue())
        .doesNotContain("soon")
        .doesNotContain("3000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "removed,true,'\"true\"'",
    "status,5,'\"5\"'",
    "email,'\"ANNA@Example.COM\"','\"anna@example.com\"'",
    "email.sort,'\"ANNA@Example.COM\"','\"Anna@example.com\"'"
  })
  void finds_a_value_in_any_notation(String field, String value, String sought) {
    String name = field.replace(".sort", "");
    client.bulk(action("1", 1), "{\"" + name + "\": " + value + "}");
    assertThat(client.find("{\"term\": {\"" + field + "\": {\"value\": " + sought + "}}}").ids())
        .containsExactly("1");
    assertThat(client.find("{\"exists\": {\"field\": \"" + field + "\"}}").ids())
        .containsExactly("1");
  }

  @Test
  void refuses_an_immense_term() {
    Reply refused = client.bulk(action("2", 1), "{\"status\": \"" + "ü".repeat(20_000) + "\"}");
    assertThat(refused.statuses()).containsExactly(400);
    assertThat(refused.json().at("/items/0/index/error/reason").stringValue())
        .contains("immense term");
  }

  @Test
  void stores_unindexed_text_of_any_length() {
    String name = "ü".repeat(20_000);
    assertThat(client.bulk(action("1", 1), "{\"name\": \"" + name + "\"}").statuses())
        .containsExactly(201);
    assertThat(client.get("/people/_doc/1").json().at("/_source/name").stringValue())
        .isEqualTo(name);
  }

  @Test
  void refuses_to_search_an_unindexed_field() {
    assertThat(client.find("{\"term\": {\"name\": {\"value\": \"x\"}}}").reason())
        .isEqualTo("Cannot search on field [name] since it is not indexed.");
    assertThat(client.find("{\"wildcard\": {\"name\": {\"value\": \"x\"}}}").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"type\": \"text\"}',mapping type [text]",
    "'{\"properties\": {}}',[object]",
    "'{\"type\": \"keyword\", \"boost\": 2}',[boost]",
    "'{\"type\": \"wildcard\", \"index\": false}',[index]",
    "'{\"type\": \"date\"}',mapping type [date]",
    "'{\"type\": \"boolean\", \"normalizer\": \"lowercase\"}',[normalizer]",
    "'{\"type\": \"keyword\", \"normalizer\": \"upper\"}',normalizer [upper] not found",
    "'{\"type\": \"keyword\", \"ignore_above\": 5}',[ignore_above]",
    "'{\"type\": \"keyword\", \"fields\": {\"a\": {\"type\": \"keyword\","
        + " \"fields\": {}}}}',"
        + "sub-fields",
    "'[]',must be an object"
  })
  void refuses_unsupported_mappings_by_name(String mapping, String named) {
    Reply reply = create(mapping);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).contains(named);
    assertThat(client.send("HEAD", "/other", "").status()).isEqualTo(404);
  }

  @Test
  void refuses_unsupported_settings_and_dynamic_mappings_by_name() {
    assertThat(client.send("PUT", "/other", "{\"mappings\": {\"properties\": {}}}").reason())
        .contains("dynamic: strict");
    assertThat(
            client
                .send(
                    "PUT",
                    "/other",
                    """
                    {"settings": {"index.codec": "x"}, "mappings": {"dynamic": "strict"}}\
                    """)
                .reason())
        .contains("[index.codec]");
    assertThat(
            client
                .send(
                    "PUT",
                    "/other",
                    """
                    {"settings": {"analysis": {"normalizer": {"n": {"filter": ["asciifolding"]}}}},
                     "mappings": {"dynamic": "strict"}}\
                    """)
                .reason())
        .contains("[index.analysis.normalizer.n.filter]");
    assertThat(
            client
                .send(
                    "PUT",
                    "/other",
                    """
                    {"context": {}, "mappings": {"dynamic": "strict"}}\
                    """)
                .reason())
        .contains("[context] in [index]");
  }
}
