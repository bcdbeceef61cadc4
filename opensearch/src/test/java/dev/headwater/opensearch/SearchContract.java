package dev.headwater.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.SearchPage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opensearch.client.opensearch.OpenSearchClient;

/** The contract of searches, run on every server that the index supports. */
interface SearchContract {
  int PATTERNS = 400;
  long SEED = 20_260_801;

  /** A client of the server under test. */
  OpenSearchClient client();

  /** Random cards, created once and then only read. */
  CardIndex corpus();

  @Test
  default void finds_the_same_as_plain_java() {
    CardIndex index = corpus();
    RandomPatterns patterns = new RandomPatterns(SEED);
    Random random = new Random(SEED);
    int found = 0;
    for (int run = 0; run < PATTERNS; run++) {
      Card model = index.cards.get(random.nextInt(index.cards.size()));
      List<PatternPart> parts = patterns.pattern(model.email());
      String pattern = PatternPart.write(parts);
      List<Card> expected = index.expect(card -> PatternPart.matches(parts, card.email()));
      assertThat(index.find(pattern)).as("pattern %s", pattern).isEqualTo(expected);
      found += expected.size();
    }
    assertThat(found).as("the patterns find something").isGreaterThan(PATTERNS);
  }

  @Test
  default void a_pattern_without_wildcards_finds_only_the_whole_text() {
    CardIndex index = corpus();

    assertThat(index.find("Ada@Example.com"))
        .isEqualTo(index.expect(card -> card.email().equalsIgnoreCase("ada@example.com")))
        .hasSize(2);
    assertThat(index.find("da@example.com")).isEmpty();
    assertThat(index.find("a\\*a@example.com"))
        .extracting(Card::email)
        .containsExactly("a*a@example.com");
    assertThat(index.find("a\\?a@example.com"))
        .extracting(Card::email)
        .containsExactly("a?a@example.com");
    assertThat(index.find("a\\\\a@example.com"))
        .extracting(Card::email)
        .containsExactly("a\\a@example.com");
  }

  @Test
  default void a_pattern_is_never_query_syntax() {
    CardIndex index = corpus();

    for (String pattern :
        List.of(
            "email:*",
            "* OR *",
            "{a}@*",
            "a\"a@*",
            "[a-z]*@example.com",
            "a.a@example.com",
            ".*@example.com",
            "(ada|bob)@example.com",
            "ada@example.com~",
            "/a.*/",
            "%@example.com",
            "*\"}},{\"match_all\":{}}*")) {
      String[] ends = pattern.split("\\*", -1);
      assertThat(index.find(pattern))
          .as(pattern)
          .isEqualTo(
              index.expect(
                  card ->
                      ends.length == 1
                          ? card.email().equals(pattern)
                          : card.email().startsWith(ends[0])
                              && card.email().endsWith(ends[ends.length - 1])
                              && card.email().length()
                                  >= ends[0].length() + ends[ends.length - 1].length()
                              && card.email().contains(ends[ends.length / 2])));
    }
  }

  @Test
  default void pages_are_consecutive_at_any_size() {
    CardIndex index = corpus();
    List<Card> expected = index.expect(card -> true);

    assertThat(index.find("*")).isEqualTo(expected);
    assertThat(index.find("*", Map.of(), 7)).isEqualTo(expected);
    assertThat(index.find("*", Map.of("status", "CLOSED"), 50))
        .isEqualTo(index.expect(card -> card.status().equals("CLOSED")));
    assertThat(index.page("ada@example.com", Map.of(), null, 2).next())
        .as("nothing follows")
        .isNull();
    assertThat(index.page("ada@example.com", Map.of(), null, 1).next()).isNotNull();
  }

  @Test
  default void a_value_is_not_a_pattern() {
    assertThat(corpus().find("*", Map.of("status", "*"), 50)).isEmpty();
    assertThat(corpus().read.count(Map.of("status", "OPE?"))).isZero();
  }

  @Test
  default void counts_all_views_and_by_value() {
    CardIndex index = corpus();

    assertThat(index.read.count(Map.of())).isEqualTo(index.cards.size());
    assertThat(index.read.count(Map.of("status", "CLOSED")))
        .isEqualTo(index.expect(card -> card.status().equals("CLOSED")).size());
    assertThat(index.read.count(Map.of("status", "LOST"))).isZero();
  }

  @Test
  default void answers_the_costliest_patterns() {
    CardIndex index = corpus();

    for (String pattern :
        List.of(
            "*a???????",
            "*?*?*?*?",
            "???????*",
            "*a*b*a*b*a*b*a*b",
            "*" + "漢".repeat(255),
            "*" + "a".repeat(248) + "???????")) {
      assertThat(index.find(pattern))
          .as(pattern)
          .isEqualTo(
              index.expect(
                  card ->
                      PatternPart.matches(
                          pattern
                              .codePoints()
                              .<PatternPart>mapToObj(
                                  c ->
                                      switch (c) {
                                        case '*' -> new PatternPart.Many();
                                        case '?' -> new PatternPart.One();
                                        default -> new PatternPart.Literal(c);
                                      })
                              .toList(),
                          card.email())));
    }
  }

  @Test
  default void pages_neither_lose_nor_repeat_a_view_while_others_change() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    for (int number = 10; number < 30; number++) {
      index.put(new Card("c" + number, number + "@x.de", "OPEN", "Name"));
    }
    index.refresh();
    List<Card> first = List.copyOf(index.cards.subList(0, 8));
    SearchPage<Card> page = index.page("*@x.de", Map.of(), null, 8);

    index.remove(index.cards.get(7));
    index.remove(index.cards.get(1));
    index.put(
        new Card("early", "00@x.de", "OPEN", "Name"), new Card("late", "255@x.de", "OPEN", "Name"));
    index.refresh();
    SearchPage<Card> second = index.page("*@x.de", Map.of(), page.next(), 100);

    assertThat(page.items()).extracting(VersionedView::view).containsExactlyElementsOf(first);
    assertThat(second.items())
        .extracting(VersionedView::view)
        .containsExactlyElementsOf(index.expect(card -> card.email().compareTo("17@x.de") > 0));
    assertThat(second.next()).isNull();
  }

  @Test
  default void a_changed_view_is_found_only_by_its_new_text() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    index.put(new Card("ada", "old@x.de", "OPEN", "Ada"));
    Card moved = new Card("ada", "new@x.de", "OPEN", "Ada");
    index.save(5, List.of(new ViewChange<>("ada", 1, new VersionedView<>(5, moved))));
    index.refresh();

    assertThat(index.find("old*")).isEmpty();
    assertThat(index.page("new*", Map.of(), null, 10).items())
        .containsExactly(new VersionedView<>(5, moved));
  }

  @Test
  default void a_removed_view_is_neither_found_nor_counted() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    Card gone = new Card("gone", "gone@x.de", "OPEN", "Gone");
    index.put(gone, new Card("here", "here@x.de", "OPEN", "Here"));
    index.remove(gone);
    index.refresh();

    assertThat(index.find("*")).isEqualTo(index.cards).hasSize(1);
    assertThat(index.find("gone@x.de")).isEmpty();
    assertThat(index.read.count(Map.of())).isEqualTo(1);
    assertThat(index.read.load(List.of("gone")))
        .isEqualTo(Map.of("gone", new VersionedView<Card>(2, null)));
  }

  @Test
  default void the_next_page_continues_after_any_view() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    index.damage(
        "odd",
        Map.of("id", "no id\n%0A", "email", "a@x.de", "status", "OPEN", "name", Card.UNREADABLE));
    index.damage("keyless", Map.of("email", "b@x.de", "status", "OPEN", "name", "Bob"));
    index.put(new Card("good", "c@x.de", "OPEN", "Good"));
    index.refresh();

    assertThat(index.find("*", Map.of(), 1)).extracting(Card::cardId).containsExactly("good");
    assertThat(index.find("*", Map.of(), 2)).extracting(Card::cardId).containsExactly("good");
  }
}
