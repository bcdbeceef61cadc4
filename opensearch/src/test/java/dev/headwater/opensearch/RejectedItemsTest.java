package dev.headwater.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.host.UnavailableException;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosFront;
import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs on a server that sometimes rejects a request or an item of a bulk, or loses a reply. */
final class RejectedItemsTest {
  private static final int MAX_ATTEMPTS = 100;

  private final LocalOpenSearch server = LocalOpenSearch.start(null);
  private final ChaosFront front =
      ChaosFront.ofOpenSearch(
          server.endpoint(), new Chaos(ChaosSettings.parse("seed=7,throttle=0.2,lost-reply=0.2")));
  private final CardIndex index = new CardIndex(Connections.to(front.uri()));

  @AfterEach
  void stop() {
    front.close();
    server.close();
  }

  @Test
  void views_are_stored_when_their_save_is_retried_to_the_end() {
    index.indices.create();
    List<ViewChange<Card>> changes =
        IntStream.range(0, 10)
            .mapToObj(n -> new Card("c" + n, "c" + n + "@example.com", "OPEN", "Name"))
            .map(card -> new ViewChange<>(card.cardId(), 0, new VersionedView<>(1, card)))
            .toList();
    Set<String> reasons = new TreeSet<>();

    Saved saved = save(changes, reasons);

    assertThat(saved)
        .as("some were stored before")
        .isEqualTo(Saved.allButSuperseded(saved.superseded()));

    assertThat(reasons)
        .contains("OpenSearch did not save some views: rejected_execution_exception (429)");
    Set<String> ids = changes.stream().map(ViewChange::aggregateId).collect(Collectors.toSet());
    var direct =
        new OpenSearchIndex<>(
            Connections.to(server.endpoint()),
            OpenSearchIndices.writeAlias(index.alias),
            new CardFormat("cards"));
    assertThat(direct.load(ids)).containsOnlyKeys(ids);
  }

  private Saved save(List<ViewChange<Card>> changes, Set<String> reasons) {
    for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      try {
        return index.written.save(changes);
      } catch (UnavailableException e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    return index.written.save(changes);
  }
}
