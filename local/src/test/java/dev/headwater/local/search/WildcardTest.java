package dev.headwater.local.search;

import static dev.headwater.local.search.SearchClient.action;
import static dev.headwater.local.search.SearchClient.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class WildcardTest {
  private static final int PATTERNS = 600;
  private static final List<String> EMAILS =
      List.of(
          "anna@example.com",
          "Anna@Example.org",
          "a*b@x.org",
          "a?b@x.org",
          "a\\b@x.org",
          "aab@x.org",
          "ü@x.org",
          "üü@x.org",
          "ÄB@x.org",
          "😀@x.org",
          "a😀b@x.org",
          "b",
          "a",
          "ab",
          "aa",
          "aba",
          "abab",
          "*",
          "?",
          "\\",
          "**",
          "\\*",
          "x.y+z@mail.example.com",
          "aaaaaaaaaaaaaaaaaaab");
  private static final List<String> PIECES =
      List.of(
          "a", "b", "A", "@", ".", "x.org", "ü", "Ä", "😀", "*", "*", "*", "?", "?", "\\*", "\\?",
          "\\\\", "\\a", "**", "example");

  private static final LocalOpenSearch SEARCH = LocalOpenSearch.start(null);
  private static final SearchClient CLIENT = SearchClient.withPeople(SEARCH);

  @BeforeAll
  static void write() {
    for (int id = 0; id < EMAILS.size(); id++) {
      String email = EMAILS.get(id);
      String quoted = JsonMapper.shared().writeValueAsString(email);
      // the status holds the same text, without a normalizer
      String document = person("p" + id, email).replace("\"ACTIVE\"", quoted);
      assertThat(CLIENT.bulk(action("p" + id, 1), document).statuses()).containsExactly(201);
    }
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    SEARCH.close();
  }

  private static List<String> find(String field, String pattern) {
    var query = JsonMapper.shared().createObjectNode();
    query.putObject("wildcard").putObject(field).put("value", pattern);
    return CLIENT.find(query.toString()).ids();
  }

  private static List<String> expected(String pattern, boolean ignoresCase) {
    var ids = new ArrayList<String>();
    for (int id = 0; id < EMAILS.size(); id++) {
      if (matches(lower(pattern, ignoresCase), lower(EMAILS.get(id), ignoresCase))) {
        ids.add("p" + id);
      }
    }
    return ids;
  }

  private static List<Integer> lower(String text, boolean lowers) {
    return text.codePoints()
        .map(point -> lowers ? Character.toLowerCase(point) : point)
        .boxed()
        .toList();
  }

  /** A naive oracle, as simple as possible. */
  private static boolean matches(List<Integer> pattern, List<Integer> text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    List<Integer> rest = pattern.subList(1, pattern.size());
    if (pattern.get(0) == '*') {
      return matches(rest, text)
          || (!text.isEmpty() && matches(pattern, text.subList(1, text.size())));
    }
    if (text.isEmpty()) {
      return false;
    }
    boolean escaped = pattern.get(0) == '\\' && !rest.isEmpty();
    Integer wanted = escaped ? rest.get(0) : pattern.get(0);
    boolean matches = (!escaped && wanted == '?') || wanted.equals(text.get(0));
    return matches
        && matches(escaped ? rest.subList(1, rest.size()) : rest, text.subList(1, text.size()));
  }

  private static List<String> patterns() {
    var random = new Random(20_260_101);
    var patterns = new ArrayList<String>(List.of("", "\\", "a\\", "*\\"));
    while (patterns.size() < PATTERNS) {
      var pattern = new StringBuilder();
      int pieces = 1 + random.nextInt(6);
      for (int piece = 0; piece < pieces; piece++) {
        pattern.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      patterns.add(pattern.toString());
    }
    return patterns;
  }

  @Test
  void agrees_with_a_naive_oracle_for_hundreds_of_patterns() {
    int hits = 0;
    for (String pattern : patterns()) {
      List<String> expected = expected(pattern, true);
      assertThat(find("email", pattern))
          .as("email " + pattern)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(find("status", pattern))
          .as("status " + pattern)
          .containsExactlyInAnyOrderElementsOf(expected(pattern, false));
      hits += expected.size();
    }
    assertThat(hits).isGreaterThan(PATTERNS);
  }

  @ParameterizedTest
  @CsvSource({
    "anna@example.com,p0",
    "*ORG*,p1 p2 p3 p4 p5 p6 p7 p8 p9 p10",
    "??,p13 p14 p20 p21",
    "a\\*b*,p2",
    "\\?,p18",
    "😀@*,p9",
    "?@x.org,p6 p9"
  })
  void finds_the_expected_documents(String pattern, String ids) {
    assertThat(find("email", pattern)).containsExactlyInAnyOrder(ids.split(" ", -1));
  }

  @Test
  void a_pattern_that_would_blow_up_an_automaton_is_fast() {
    String pattern = "*a" + "?".repeat(40) + "b" + "*a".repeat(100) + "*c";
    assertThat(find("email", pattern)).isEmpty();
  }

  @Test
  void accepts_no_other_form_of_the_query() {
    assertThat(CLIENT.find("{\"wildcard\": {\"email\": \"anna*\"}}").reason())
        .contains("[wildcard query] must be an object");
    assertThat(CLIENT.find("{\"wildcard\": {\"email\": {\"wildcard\": \"anna*\"}}}").reason())
        .contains("[wildcard] in [wildcard query]");
    assertThat(CLIENT.find("{\"wildcard\": {\"nowhere\": {\"value\": \"*\"}}}").ids()).isEmpty();
  }

  @Test
  void refuses_patterns_for_other_types_and_overlong_patterns() {
    assertThat(CLIENT.find("{\"wildcard\": {\"removed\": {\"value\": \"1*\"}}}").reason())
        .isEqualTo(
            "Can only use wildcard queries on keyword, text and wildcard fields -"
                + " not on [removed] which is of type [boolean]");
    assertThat(
            CLIENT
                .find("{\"wildcard\": {\"email\": {\"value\": \"" + "a".repeat(1001) + "\"}}}")
                .reason())
        .contains("longer than 1000");
  }
}
