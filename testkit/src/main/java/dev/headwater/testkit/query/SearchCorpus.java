package dev.headwater.testkit.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.IndexedView;
import dev.headwater.query.PatternSearch;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.SortedPage;
import dev.headwater.query.WildcardPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Views in an index, and which of them should be found. */
public final class SearchCorpus<V> {
  static final long SEED = 20_260_801;
  static final String OPEN = "OPEN";
  static final String CLOSED = "CLOSED";
  private static final int SIZE = 1000;

  private static final Comparator<Entry> ORDER =
      Comparator.<Entry, byte[]>comparing(
              entry -> utf8(PatternPart.lower(entry.text)), Arrays::compareUnsigned)
          .thenComparing(entry -> utf8(entry.id), Arrays::compareUnsigned);

  private final SearchIndexContract<V> contract;
  private final SearchedViews<V> views;
  private final List<Entry> entries = new ArrayList<>();

  private SearchCorpus(SearchIndexContract<V> contract, SearchedViews<V> views) {
    this.contract = contract;
    this.views = views;
  }

  static <V> SearchCorpus<V> empty(SearchIndexContract<V> contract) {
    return new SearchCorpus<>(contract, contract.newIndex());
  }

  /** The same index, as a projection with another fingerprint sees it. */
  SearchCorpus<V> foreign() {
    return new SearchCorpus<>(contract, contract.foreign(views));
  }

  /** A new index of random texts, a few of them repeated, plus some edge cases. */
  public static <V> SearchCorpus<V> random(SearchIndexContract<V> contract) {
    RandomPatterns random = new RandomPatterns(SEED);
    List<String> texts = new ArrayList<>(Stream.generate(random::text).limit(SIZE).toList());
    texts.addAll(texts.subList(0, SIZE / 20));
    texts.addAll(
        List.of(
            "ada@example.com",
            "ADA@example.com",
            "a*a@example.com",
            "a?a@example.com",
            "a\\a@example.com",
            "a\"a@example.com",
            "{a}@example.com",
            "email:ada@example.com",
            "a.a@example.com",
            "a".repeat(64) + "@example.com"));
    SearchCorpus<V> corpus = empty(contract);
    corpus.put(
        IntStream.range(0, texts.size())
            .mapToObj(
                number ->
                    new Entry("c" + number, texts.get(number), number % 3 == 0 ? CLOSED : OPEN))
            .toArray(Entry[]::new));
    corpus.refresh();
    return corpus;
  }

  /** A view's id, the text that patterns find it by, and the value that it is filtered by. */
  record Entry(String id, String text, String term) {}

  List<Entry> entries() {
    return entries;
  }

  void put(Entry... added) {
    entries.addAll(List.of(added));
    save(Stream.of(added).map(entry -> new ViewChange<>(entry.id, 0, stored(1, entry))).toList());
  }

  /** Moves a view that was put to its version 2. */
  void change(Entry from, Entry to) {
    entries.remove(from);
    entries.add(to);
    save(List.of(new ViewChange<>(to.id, 1, stored(2, to))));
  }

  void remove(Entry entry) {
    entries.remove(entry);
    save(List.of(new ViewChange<>(entry.id, 1, new VersionedView<>(2, null))));
  }

  VersionedView<V> stored(long version, Entry entry) {
    return new VersionedView<>(version, view(entry));
  }

  private void save(List<ViewChange<V>> changes) {
    assertThat(views.store().save(changes)).isEqualTo(Saved.ALL);
  }

  void refresh() {
    views.refresh().run();
  }

  Map<String, VersionedView<V>> load(String id) {
    return views.store().load(List.of(id));
  }

  List<V> find(String pattern) {
    return find(pattern, Map.of(), PatternSearch.MAX_LIMIT);
  }

  /** Reads all pages of a search. */
  List<V> find(String pattern, Map<String, String> terms, int limit) {
    List<V> found = new ArrayList<>();
    SearchPosition after = null;
    for (int pages = 0; pages <= entries.size(); pages++) {
      var page = page(pattern, terms, after, limit);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
      page.entries().forEach(entry -> found.add(Objects.requireNonNull(entry.view().view())));
      after = page.next();
      if (after == null) {
        return found;
      }
    }
    throw new AssertionError("The search does not end after a page for each view");
  }

  SortedPage<IndexedView<V, SearchPosition>, SearchPosition> page(
      String pattern, Map<String, String> terms, @Nullable SearchPosition after, int limit) {
    return views
        .index()
        .search(
            new PatternSearch(
                contract.textField(), new WildcardPattern(pattern), terms, after, limit));
  }

  long count(Map<String, String> terms) {
    return views.index().count(terms);
  }

  /** The condition that the term has this value. */
  Map<String, String> term(String value) {
    return Map.of(contract.termField(), value);
  }

  /** The views that should be found, in order. */
  List<V> expect(Predicate<Entry> matching) {
    return entries.stream().filter(matching).sorted(ORDER).map(this::view).toList();
  }

  private V view(Entry entry) {
    return contract.view(entry.id, entry.text, entry.term);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
