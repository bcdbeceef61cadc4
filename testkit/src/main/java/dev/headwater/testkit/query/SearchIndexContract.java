package dev.headwater.testkit.query;

import static dev.headwater.testkit.query.SearchCorpus.CLOSED;
import static dev.headwater.testkit.query.SearchCorpus.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.VersionedView;
import dev.headwater.query.IndexedView;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.SearchPosition;
import dev.headwater.testkit.query.SearchCorpus.Entry;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link SearchIndex}. A test class runs it by implementing this interface.
 *
 * @param <V> any view with an id, a text that patterns find, and a value to filter by
 */
public interface SearchIndexContract<V> {
  /** An index of its own, without views. */
  SearchedViews<V> newIndex();

  /** The same index, as a projection with another fingerprint sees it. */
  SearchedViews<V> foreign(SearchedViews<V> index);

  /** A view. Equal arguments give equal views, different ones different views. */
  V view(String id, String text, String term);

  /** The name of the field that holds a view's text. */
  String textField();

  /** The name of the field that holds a view's value to filter by. */
  String termField();

  /** {@link SearchCorpus#random}, created once, because it is only read. */
  SearchCorpus<V> corpus();

  @Test
  default void finds_the_same_as_plain_java() {
    SearchCorpus<V> index = corpus();
    RandomPatterns patterns = new RandomPatterns(SearchCorpus.SEED);
    Random random = new Random(SearchCorpus.SEED);
    int runs = 400;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      Entry model = index.entries().get(random.nextInt(index.entries().size()));
      List<PatternPart> parts = patterns.pattern(model.text());
      String pattern = PatternPart.write(parts);
      Predicate<String> matching = PatternPart.matching(parts);
      List<V> expected = index.expect(entry -> matching.test(entry.text()));
      assertThat(index.find(pattern)).as("pattern %s", pattern).isEqualTo(expected);
      found += expected.size();
    }
    assertThat(found).as("the patterns find something").isGreaterThan(runs);
  }

  @Test
  default void a_pattern_without_wildcards_finds_only_the_whole_text() {
    SearchCorpus<V> index = corpus();

    assertThat(index.find("Ada@Example.com"))
        .isEqualTo(index.expect(entry -> entry.text().equalsIgnoreCase("ada@example.com")))
        .hasSize(2);
    assertThat(index.find("da@example.com")).isEmpty();
    for (String special : List.of("*", "?", "\\")) {
      assertThat(index.find("a\\" + special + "a@example.com"))
          .isEqualTo(index.expect(entry -> entry.text().equals("a" + special + "a@example.com")))
          .hasSize(1);
    }
  }

  @Test
  default void a_pattern_is_never_query_syntax() {
    SearchCorpus<V> index = corpus();

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
      Predicate<String> matching = PatternPart.matching(PatternPart.read(pattern));
      assertThat(index.find(pattern))
          .as(pattern)
          .isEqualTo(index.expect(entry -> matching.test(entry.text())));
    }
  }

  @Test
  default void answers_the_costliest_patterns() {
    SearchCorpus<V> index = corpus();

    for (String pattern :
        List.of(
            "*a???????",
            "*?*?*?*?",
            "???????*",
            "*a*b*a*b*a*b*a*b",
            "*" + "漢".repeat(255),
            "*" + "a".repeat(248) + "???????")) {
      Predicate<String> matching = PatternPart.matching(PatternPart.read(pattern));
      assertThat(index.find(pattern))
          .as(pattern)
          .isEqualTo(index.expect(entry -> matching.test(entry.text())));
    }
  }

  @Test
  default void pages_are_consecutive_at_any_size() {
    SearchCorpus<V> index = corpus();
    List<V> expected = index.expect(entry -> true);

    assertThat(index.find("*")).isEqualTo(expected);
    assertThat(index.find("*", Map.of(), 7)).isEqualTo(expected);
    assertThat(index.find("*", index.term(CLOSED), 50))
        .isEqualTo(index.expect(entry -> entry.term().equals(CLOSED)));
    assertThat(index.page("ada@example.com", Map.of(), null, 2).next())
        .as("nothing follows")
        .isNull();
    assertThat(index.page("ada@example.com", Map.of(), null, 1).next()).isNotNull();
  }

  @Test
  default void a_value_is_not_a_pattern() {
    assertThat(corpus().find("*", corpus().term("*"), 50)).isEmpty();
    assertThat(corpus().count(corpus().term("OPE?"))).isZero();
  }

  @Test
  default void counts_all_views_and_by_value() {
    SearchCorpus<V> index = corpus();

    assertThat(index.count(Map.of())).isEqualTo(index.entries().size());
    assertThat(index.count(index.term(CLOSED)))
        .isEqualTo(index.expect(entry -> entry.term().equals(CLOSED)).size());
    assertThat(index.count(index.term("LOST"))).isZero();
  }

  @Test
  default void pages_neither_lose_nor_repeat_a_view_while_others_change() {
    SearchCorpus<V> index = SearchCorpus.empty(this);
    for (int number = 10; number < 30; number++) {
      index.put(new Entry("c" + number, number + "@x.de", OPEN));
    }
    index.refresh();
    List<Entry> first = List.copyOf(index.entries().subList(0, 8));
    var page = index.page("*@x.de", Map.of(), null, 8);

    index.remove(first.get(7));
    index.remove(first.get(1));
    index.put(new Entry("early", "00@x.de", OPEN), new Entry("late", "255@x.de", OPEN));
    index.refresh();
    var second = index.page("*@x.de", Map.of(), page.next(), 100);

    assertThat(page.entries())
        .extracting(IndexedView::view)
        .isEqualTo(first.stream().map(e -> index.stored(1, e)).toList());
    assertThat(second.entries())
        .extracting(entry -> entry.view().view())
        .isEqualTo(index.expect(entry -> entry.text().compareTo("17@x.de") > 0));
    assertThat(second.next()).isNull();
  }

  @Test
  default void foreign_views_are_found_and_counted_in_their_places() {
    SearchCorpus<V> index = SearchCorpus.empty(this);
    index.put(new Entry("ada", "b@x.de", OPEN), new Entry("bob", "a@x.de", OPEN));
    index.refresh();
    SearchCorpus<V> others = index.foreign();

    assertThat(others.count(index.term(OPEN))).isEqualTo(2);
    assertThat(others.page("*@x.de", Map.of(), null, 8).entries())
        .containsExactly(
            new IndexedView<>("bob", new SearchPosition("a@x.de", "bob"), VersionedView.foreign(1)),
            new IndexedView<>(
                "ada", new SearchPosition("b@x.de", "ada"), VersionedView.foreign(1)));
  }

  @Test
  default void a_changed_view_is_found_only_by_its_new_text() {
    SearchCorpus<V> index = SearchCorpus.empty(this);
    Entry before = new Entry("ada", "old@x.de", OPEN);
    Entry after = new Entry("ada", "new@x.de", CLOSED);
    index.put(before);
    index.change(before, after);
    index.refresh();

    assertThat(index.find("old*")).isEmpty();
    assertThat(index.count(index.term(OPEN))).isZero();
    assertThat(index.page("new*", index.term(CLOSED), null, 10).entries())
        .extracting(IndexedView::view)
        .containsExactly(index.stored(2, after));
  }

  @Test
  default void a_removed_view_is_neither_found_nor_counted() {
    SearchCorpus<V> index = SearchCorpus.empty(this);
    Entry gone = new Entry("gone", "gone@x.de", OPEN);
    index.put(gone, new Entry("here", "here@x.de", OPEN));
    index.remove(gone);
    index.refresh();

    assertThat(index.find("*")).isEqualTo(index.expect(entry -> true)).hasSize(1);
    assertThat(index.find("gone@x.de")).isEmpty();
    assertThat(index.count(Map.of())).isEqualTo(1);
    assertThat(index.load("gone")).isEqualTo(Map.of("gone", new VersionedView<V>(2, null)));
  }
}
