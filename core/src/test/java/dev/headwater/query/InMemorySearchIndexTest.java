package dev.headwater.query;

import dev.headwater.projection.ViewStore;
import dev.headwater.testkit.NewestViewStoreContract;
import dev.headwater.testkit.query.SearchCorpus;
import dev.headwater.testkit.query.SearchIndexContract;
import dev.headwater.testkit.query.SearchedViews;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InMemorySearchIndexTest
    implements SearchIndexContract<InMemorySearchIndexTest.Card>, NewestViewStoreContract<String> {
  private final SearchCorpus<Card> corpus = SearchCorpus.random(this);

  record Card(String id, String text, String term) {
    Map<String, Object> fields() {
      return Map.of("text", text, "term", term);
    }
  }

  @Override
  public SearchedViews<Card> newIndex() {
    InMemorySearchIndex<Card> index = new InMemorySearchIndex<>(Card::fields);
    return new SearchedViews<>(index, index, () -> {});
  }

  @Override
  public SearchedViews<Card> foreign(SearchedViews<Card> index) {
    InMemorySearchIndex<Card> other = ((InMemorySearchIndex<Card>) index.index()).of("other");
    return new SearchedViews<>(other, other, index.refresh());
  }

  @Override
  public Card view(String id, String text, String term) {
    return new Card(id, text, term);
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
  public SearchCorpus<Card> corpus() {
    return corpus;
  }

  @Override
  public ViewStore<String> viewStore() {
    return new InMemorySearchIndex<>(text -> Map.of("text", text));
  }

  @Override
  public ViewStore<String> foreign(ViewStore<String> store) {
    return ((InMemorySearchIndex<String>) store).of("other");
  }

  @Override
  public String view(int number) {
    return "view " + number;
  }
}
