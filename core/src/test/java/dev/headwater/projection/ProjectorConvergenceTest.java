package dev.headwater.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.query.InMemoryNewestViewStore;
import dev.headwater.query.InMemoryViewStore;
import dev.headwater.testkit.basket.BasketView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever the transport does, each view ends up as the fold of its stream. */
final class ProjectorConvergenceTest {
  @Test
  void views_converge_however_messages_are_delayed_reordered_repeated_and_dropped() {
    assertThatViewsConverge(InMemoryViewStore::new);
  }

  @Test
  void views_converge_where_the_newest_view_wins() {
    assertThatViewsConverge(InMemoryNewestViewStore::new);
  }

  private static void assertThatViewsConverge(Supplier<ViewStore<BasketView>> stores) {
    List<ProjectedBatch> batches = new ArrayList<>();
    LongStream.range(0, 300)
        .forEach(
            seed -> {
              UnreliableTransport transport = new UnreliableTransport(seed, stores.get());
              transport.run(60);
              transport.sendOneMoreMessageOfEachStream();
              transport.deliverAll();
              transport.assertThatViewsEqualFolds();
              transport.assertThatSavesEndCommits();
              batches.addAll(transport.batches());
            });

    assertThat(batches)
        .as("what the seeds brought about")
        .anyMatch(batch -> batch.gaps() > 1)
        .anyMatch(batch -> batch.duplicates() > 1)
        .anyMatch(batch -> batch.moved() > 1)
        .anyMatch(batch -> !batch.retry().isEmpty())
        .allMatch(batch -> batch.parked().isEmpty());
  }
}
