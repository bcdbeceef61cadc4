package dev.headwater.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.testkit.query.SearchIndexContract;
import dev.headwater.testkit.query.SearchedViews;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opensearch.client.opensearch.OpenSearchClient;

/** The contract of searches, run on every server that the index supports. */
interface SearchContract extends SearchIndexContract<Card> {
  /** A client of the server under test. */
  OpenSearchClient client();

  @Override
  default SearchedViews<Card> newIndex() {
    CardIndex index = new CardIndex(client());
    index.indices.create();
    return new SearchedViews<>(index.written, index.read, index::refresh);
  }

  @Override
  default SearchedViews<Card> foreign(SearchedViews<Card> index) {
    CardIndex other = CardIndex.foreign(index.store());
    return new SearchedViews<>(other.written, other.read, other::refresh);
  }

  @Override
  default Card view(String id, String text, String term) {
    return new Card(id, text, term, "Name of " + id);
  }

  @Override
  default String textField() {
    return "email";
  }

  @Override
  default String termField() {
    return "status";
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
