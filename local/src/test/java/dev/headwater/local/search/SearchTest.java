package dev.headwater.local.search;

import static dev.headwater.local.search.SearchClient.action;
import static dev.headwater.local.search.SearchClient.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.search.SearchClient.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SearchTest {
  private final LocalOpenSearch search = LocalOpenSearch.start(null);
  private final SearchClient client = SearchClient.withPeople(search);

  @AfterEach
  void stop() {
    client.close();
    search.close();
  }

  private record Person(String id, String email) {}

  /** Three people share each e-mail; several bulks produce several segments. */
  private List<Person> people(int count) {
    List<Person> people =
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    new Person(
                        "id" + number * 7919 % 1000,
                        "User" + number % (count / 3) + "@example.com"))
            .toList();
    for (Person each : people) {
      client.bulk(action(each.id(), 1), person(each.id(), each.email()));
    }
    return people;
  }

  private static String lower(Person person) {
    return person.email().toLowerCase(Locale.ROOT);
  }

  private List<String> pages(String sort, int size) {
    var ids = new ArrayList<String>();
    String after = "";
    for (int page = 0; page < 100; page++) {
      Reply reply = client.search("{\"size\": %s, \"sort\": %s%s}".formatted(size, sort, after));
      ids.addAll(reply.ids());
      if (reply.ids().size() < size) {
        return ids;
      }
      JsonNode hits = reply.json().at("/hits/hits");
      after = ", \"search_after\": " + hits.get(hits.size() - 1).get("sort");
    }
    throw new AssertionError("The pages do not end");
  }

  @Test
  void pages_sorted_by_several_keys_are_complete_and_without_duplicates() {
    List<Person> people = people(60);
    Comparator<Person> byEmail = Comparator.comparing(SearchTest::lower);
    assertThat(pages("[\"email.sort\", \"customerId\"]", 7))
        .containsExactlyElementsOf(
            people.stream().sorted(byEmail.thenComparing(Person::id)).map(Person::id).toList());
    assertThat(pages("[{\"email.sort\": {\"order\": \"desc\"}}, {\"customerId\": \"asc\"}]", 7))
        .containsExactlyElementsOf(
            people.stream()
                .sorted(byEmail.reversed().thenComparing(Person::id))
                .map(Person::id)
                .toList());
  }

  @Test
  void pages_stay_stable_during_writes() {
    List<Person> people = people(30);
    Reply first = client.search("{\"size\": 10, \"sort\": [\"customerId\"]}");
    client.bulk(
        action("id000", 1),
        person("id000", "new@x"),
        action(first.ids().get(3), 2),
        person(first.ids().get(3), "changed@x"));
    String last = first.json().at("/hits/hits/9/sort").toString();
    Reply rest =
        client.search(
            "{\"size\": 100, \"sort\": [\"customerId\"], \"search_after\": " + last + "}");
    assertThat(IntStream.range(0, 30).mapToObj(i -> people.get(i).id()).sorted().skip(10))
        .containsExactlyElementsOf(rest.ids());
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void documents_without_the_key_come_last_and_can_be_paged(String order) {
    client.bulk(
        action("a", 1),
        "{\"customerId\": \"a\", \"status\": \"S\"}",
        action("b", 1),
        "{\"customerId\": \"b\"}",
        action("c", 1),
        "{\"customerId\": \"c\"}");
    String sort = "[{\"status\": \"%s\"}, \"customerId\"]".formatted(order);
    assertThat(pages(sort, 1)).containsExactly("a", "b", "c");
    assertThat(pages(sort, 2)).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @CsvSource({"true,30,eq", "30,30,eq", "29,29,gte", "5,5,gte", "100,30,eq"})
  void counts_up_to_the_requested_number(String track, int value, String relation) {
    people(30);
    for (int size : List.of(0, 1, 50)) {
      Reply reply =
          client.search(
              "{\"size\": %s, \"sort\": \"customerId\",".formatted(size)
                  + "\"track_total_hits\": "
                  + track
                  + "}");
      assertThat(reply.json().at("/hits/total/value").intValue()).isEqualTo(value);
      assertThat(reply.json().at("/hits/total/relation").stringValue()).isEqualTo(relation);
    }
    assertThat(client.search("{\"track_total_hits\": false}").json().at("/hits").has("total"))
        .isFalse();
  }

  @Test
  void returns_the_versions_of_hits_on_request() {
    for (int id = 1; id <= 3; id++) {
      client.bulk(action(Integer.toString(id), 10 + id), person("" + id, id + "@x.org"));
    }
    client.bulk(action("2", 99), person("2", "2@x.org"));
    JsonNode hits =
        client.search("{\"version\": true, \"sort\": \"customerId\"}").json().at("/hits/hits");

    assertThat(hits)
        .extracting(hit -> hit.path("_id").stringValue() + "@" + hit.path("_version").asLong())
        .containsExactly("1@11", "2@99", "3@13");
    assertThat(client.search("{}").json().at("/hits/hits/0").has("_version")).isFalse();
  }

  @Test
  void answers_in_the_format_of_opensearch() {
    client.bulk(action("1", 1), person("1", "Anna@x.org"));
    JsonNode json = client.find("{\"bool\": {}}").json();
    assertThat(json.get("timed_out").booleanValue()).isFalse();
    assertThat(json.get("took").isIntegralNumber()).isTrue();
    assertThat(json.get("_shards").toString())
        .isEqualTo("{\"total\":1,\"successful\":1,\"failed\":0,\"skipped\":0}");
    assertThat(json.get("hits").toString())
        .isEqualTo(
            "{\"total\":{\"value\":1,\"relation\":"
                + "\"eq\"},\"max_score\":null,\"hits\":[{\"_index\":\"people\",\"_id\":\"1\","
                + "\"_score\":null,\"_source\":"
                + person("1", "Anna@x.org")
                + ",\"sort\":[\"anna@x.org\",\"1\"]}]}");
  }

  @Test
  void leaves_the_source_out_on_request() {
    client.bulk(action("1", 1), person("1", "a@x"));
    Reply reply = client.search("{\"_source\": false}");
    assertThat(reply.json().at("/hits/hits/0").has("_source")).isFalse();
  }

  @Test
  void combines_filters() {
    client.bulk(
        action("1", 1),
        person("1", "a@x"),
        action("2", 1),
        person("2", "b@x"),
        action("3", 1),
        "{\"removed\": true}");
    assertThat(
            client
                .find(
                    """
                    {"bool": {"filter": [{"term": {"status": {"value": "ACTIVE"}}}],
                              "must_not": {"term": {"customerId": {"value": "1"}}}}}\
                    """)
                .ids())
        .containsExactly("2");
    assertThat(
            client.find("{\"bool\": {\"must_not\": {\"exists\": {\"field\": \"email\"}}}}").ids())
        .containsExactly("3");
    assertThat(client.find("{\"bool\": {}}").ids()).hasSize(3);
    assertThat(client.find("{\"term\": {\"nowhere\": {\"value\": 1}}}").ids()).isEmpty();
    assertThat(
            client
                .find(
                    "{\"bool\": {\"filter\": [{\"bool\": {\"must_not\": [" + "{\"bool\": {}}]}}]}}")
                .ids())
        .isEmpty();
  }

  @Test
  void counts() {
    client.bulk(action("1", 1), person("1", "a@x"), action("2", 1), person("2", "b@x"));
    Reply reply =
        client.post(
            "/people/_count", "{\"query\": {\"wildcard\": {\"email\": {\"value\": \"a*\"}}}}");
    assertThat(reply.json().get("count").intValue()).isOne();
    assertThat(reply.json().at("/_shards/successful").intValue()).isOne();
  }
}
