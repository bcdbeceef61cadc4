package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.query.InMemorySearchIndex;
import dev.headwater.query.IndexedView;
import dev.headwater.query.PatternSearch;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.SearchPosition;
import dev.headwater.query.SortedPage;
import dev.headwater.testkit.query.SearchCorpus;
import dev.headwater.testkit.query.SearchIndexContract;
import dev.headwater.testkit.query.SearchedViews;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Proves that the contract fails for each known defect of search indices. */
final class SearchIndexContractGuardTest {
  @Test
  void the_unbroken_index_passes() {
    ContractRun run = ContractRun.of(ToySearch.class);

    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).isEqualTo(11);
  }

  @Test
  void finds_an_index_that_ignores_values() {
    assertThat(ContractRun.of(WithoutTerms.class).failed())
        .contains("pages_are_consecutive_at_any_size", "a_value_is_not_a_pattern");
  }

  @Test
  void finds_an_index_that_stops_after_a_page() {
    assertThat(ContractRun.of(OnePage.class).failed())
        .contains(
            "finds_the_same_as_plain_java",
            "pages_are_consecutive_at_any_size",
            "pages_neither_lose_nor_repeat_a_view_while_others_change");
  }

  @Test
  void finds_an_index_that_begins_each_page_at_the_same_place() {
    assertThat(ContractRun.of(SamePage.class).failed())
        .contains("pages_neither_lose_nor_repeat_a_view_while_others_change");
  }

  @Test
  void finds_an_index_in_another_order() {
    assertThat(ContractRun.of(Backwards.class).failed())
        .contains("finds_the_same_as_plain_java", "pages_are_consecutive_at_any_size");
  }

  @Test
  void finds_an_index_that_counts_everything() {
    assertThat(ContractRun.of(CountsAll.class).failed())
        .containsExactlyInAnyOrder(
            "counts_all_views_and_by_value",
            "a_value_is_not_a_pattern",
            "a_changed_view_is_found_only_by_its_new_text");
  }

  /** Correct, for tests that break one method. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class ToySearch implements SearchIndexContract<List<String>> {
    private final SearchCorpus<List<String>> corpus = SearchCorpus.random(this);

    @Override
    public SearchedViews<List<String>> newIndex() {
      InMemorySearchIndex<List<String>> index =
          new InMemorySearchIndex<>(view -> Map.of("text", view.get(1), "term", view.get(2)));
      return new SearchedViews<>(
          index,
          new SearchIndex<>() {
            @Override
            public SortedPage<IndexedView<List<String>, SearchPosition>, SearchPosition> search(
                PatternSearch search) {
              return answer(index.search(asked(search)));
            }

            @Override
            public long count(Map<String, String> terms) {
              return index.count(counted(terms));
            }
          },
          () -> {});
    }

    @Override
    public SearchedViews<List<String>> foreign(SearchedViews<List<String>> index) {
      InMemorySearchIndex<List<String>> other =
          ((InMemorySearchIndex<List<String>>) index.store()).of("other");
      return new SearchedViews<>(other, other, index.refresh());
    }

    PatternSearch asked(PatternSearch search) {
      return search;
    }

    SortedPage<IndexedView<List<String>, SearchPosition>, SearchPosition> answer(
        SortedPage<IndexedView<List<String>, SearchPosition>, SearchPosition> page) {
      return page;
    }

    Map<String, String> counted(Map<String, String> terms) {
      return terms;
    }

    @Override
    public List<String> view(String id, String text, String term) {
      return List.of(id, text, term);
    }

    @Override
    public String textField() {
      return "text";
    }

    @Override
    public String termField() {
      return "term";
    }

    @Override
    public SearchCorpus<List<String>> corpus() {
      return corpus;
    }
  }

  static final class WithoutTerms extends ToySearch {
    @Override
    PatternSearch asked(PatternSearch search) {
      return new PatternSearch(
          search.field(), search.pattern(), Map.of(), search.after(), search.limit());
    }
  }

  static final class OnePage extends ToySearch {
    @Override
    SortedPage<IndexedView<List<String>, SearchPosition>, SearchPosition> answer(
        SortedPage<IndexedView<List<String>, SearchPosition>, SearchPosition> page) {
      return new SortedPage<>(page.entries(), null);
    }
  }

  static final class SamePage extends ToySearch {
    @Override
    PatternSearch asked(PatternSearch search) {
      return new PatternSearch(
          search.field(), search.pattern(), search.terms(), null, search.limit());
    }
  }

  static final class Backwards extends ToySearch {
    @Override
    SortedPage<IndexedView<List<String>, SearchPosition>, SearchPosition> answer(
        SortedPage<IndexedView<List<String>, SearchPosition>, SearchPosition> page) {
      var entries = new ArrayList<>(page.entries());
      Collections.reverse(entries);
      return page.with(entries);
    }
  }

  static final class CountsAll extends ToySearch {
    @Override
    Map<String, String> counted(Map<String, String> terms) {
      return Map.of();
    }
  }
}
