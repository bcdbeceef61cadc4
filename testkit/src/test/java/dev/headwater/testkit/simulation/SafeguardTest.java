package dev.headwater.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.EventStore;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.ParallelCalls;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.Failure;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.ProjectedBatch;
import dev.headwater.projection.Projector;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.IndexedView;
import dev.headwater.query.SortedPage;
import dev.headwater.relay.EventPublisher;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketSimulation;
import dev.headwater.testkit.basket.BasketView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Removes one safeguard at a time: the simulation notices within a thousand seeds, and says why.
 */
final class SafeguardTest {
  private static final int SEEDS = 1_000;

  @Test
  void notices_an_append_without_its_condition() {
    assertNoticed(
        "G2 no lost update: a commit at version \\d+ of BASKET#., which is at version" + " \\d+",
        new Components<>() {
          @Override
          EventStore<Basket, BasketEvent> table(EventStore<Basket, BasketEvent> table) {
            return new BrokenStores.WithoutCondition<>(table);
          }
        });
  }

  @Test
  void notices_an_unresolved_ambiguous_write() {
    assertNoticed(
        "G3 a command takes effect once: .*(wrote two commits of BASKET#."
            + "|had no effect, but its commit is stored)",
        new Components<>() {
          @Override
          EventStore<Basket, BasketEvent> storeOfHost(EventStore<Basket, BasketEvent> store) {
            return new BrokenStores.WithoutOwnCommits<>(store);
          }
        });
  }

  @Test
  void notices_a_refusal_that_comes_from_the_cache() {
    assertNoticed(
        "an answer is true at some time during the call: .*(refused with|nothing to do) .*",
        new Components<>() {
          @Override
          EventStore<Basket, BasketEvent> storeOfHost(EventStore<Basket, BasketEvent> store) {
            return new BrokenStores.LoadsFromMemory<>(store);
          }
        });
  }

  @Test
  void notices_an_answer_that_comes_from_the_guess_that_a_stream_is_new() {
    assertNoticed(
        "an answer is true at some time during the call: .*(refused with|reported 0).*",
        new Components<>() {
          @Override
          EventStore<Basket, BasketEvent> storeOfHost(EventStore<Basket, BasketEvent> store) {
            return new BrokenStores.BelievesItsGuess<>(store);
          }
        });
  }

  @Test
  void notices_a_gap_that_is_not_repaired() {
    assertNoticed(
        "G5 views converge: .* though a later message was delivered",
        new Components<>() {
          @Override
          EventLog<BasketEvent> log(EventLog<BasketEvent> log) {
            return (stream, after, max) -> new EventLog.Page<>(List.of(), false);
          }
        });
  }

  @Test
  void notices_views_of_half_a_command() {
    assertNoticed(
        "G1, G5 a view is the fold of whole commits: . shows .*",
        new Components<>() {
          @Override
          Delivery delivery(Delivery delivery) {
            return delivery instanceof Delivery.Event(String id, RecordedEvent<EncodedEvent> event)
                ? new Delivery.Event(id, asOneCommit(event))
                : delivery;
          }
        });
  }

  @Test
  void notices_a_view_that_is_saved_without_its_condition() {
    assertNoticed(
        "G5 views converge: . goes back from .* to .*",
        new Components<>() {
          @Override
          Function<String, ViewStore<BasketView>> table(boolean conditional) {
            Map<String, Map.Entry<String, VersionedView<BasketView>>> views = new HashMap<>();
            return fingerprint -> new BrokenStores.FoldedViews<>(views, fingerprint);
          }
        });
  }

  @Test
  void notices_an_older_view_that_wins_over_a_newer_one() {
    assertNoticed(
        "G5 views converge: . goes back from .* to .*",
        new Components<>() {
          @Override
          Function<String, ViewStore<BasketView>> table(boolean conditional) {
            Map<String, Map.Entry<String, VersionedView<BasketView>>> views = new HashMap<>();
            return fingerprint -> new BrokenStores.LastWins<>(views, fingerprint);
          }
        });
  }

  @Test
  void notices_a_removed_view_that_leaves_no_tombstone() {
    assertNoticed(
        "G5 views converge: (. goes back from VersionedView\\[version=\\d+, view=null, .*"
            + "|.* though a later message was delivered)",
        new Components<>() {
          @Override
          Function<String, ViewStore<BasketView>> table(boolean conditional) {
            Map<String, Map.Entry<String, VersionedView<BasketView>>> views = new HashMap<>();
            return fingerprint -> new BrokenStores.WithoutTombstones<>(views, fingerprint);
          }
        });
  }

  @Test
  void notices_views_without_fingerprints() {
    assertNoticed(
        "(G1, G5 a view is the fold of whole commits|G5 views converge|G6 read your writes): .*",
        new Components<>() {
          @Override
          Function<String, ViewStore<BasketView>> table(boolean conditional) {
            ViewStore<BasketView> table = super.table(conditional).apply("");
            return fingerprint -> table;
          }
        });
  }

  @Test
  void notices_a_projector_that_folds_on_from_another_projections_view() {
    assertNoticed(
        "(G1, G5 a view is the fold of whole commits: . shows .*"
            + "|G5 views converge: .* was repaired and shows .* instead of .*)",
        new Components<>() {
          @Override
          ViewStore<BasketView> views(ViewStore<BasketView> views) {
            return new BrokenStores.FoldsOn<>(views);
          }
        });
  }

  @Test
  void notices_a_list_that_shows_another_projections_views() {
    assertNoticed(
        "a list shows every aggregate once: .*",
        new Components<>() {
          @Override
          SortedPage<IndexedView<BasketView, String>, String> fresh(
              SortedPage<IndexedView<BasketView, String>, String> page,
              FreshView<BasketView, BasketEvent> fresh,
              Instant deadline) {
            return page;
          }
        });
  }

  @Test
  void notices_a_list_without_the_readers_own_writes() {
    assertNoticed(
        "G6 read your writes: listed with .*",
        new Components<>() {
          @Override
          SortedPage<IndexedView<BasketView, String>, String> overlay(
              SortedPage<IndexedView<BasketView, String>, String> page,
              String id,
              @Nullable IndexedView<BasketView, String> seen,
              SortedPage.Bounds<IndexedView<BasketView, String>, String> bounds) {
            return page;
          }
        });
  }

  @Test
  void notices_a_list_that_loses_what_the_readers_own_writes_push_off_a_page() {
    assertNoticed(
        "a list shows every aggregate once: .* the list has \\[] while the index had .*",
        new Components<>() {
          @Override
          SortedPage<IndexedView<BasketView, String>, String> overlay(
              SortedPage<IndexedView<BasketView, String>, String> page,
              String id,
              @Nullable IndexedView<BasketView, String> seen,
              SortedPage.Bounds<IndexedView<BasketView, String>, String> bounds) {
            var right = super.overlay(page, id, seen, bounds);
            return seen != null && right.entries().contains(seen)
                ? new SortedPage<>(right.entries(), page.next())
                : right;
          }
        });
  }

  @Test
  void notices_ignored_failed_entries() {
    assertNoticed(
        "G4 published at least once: .* never reached the bus",
        new Components<>() {
          @Override
          EventPublisher publisher(EventPublisher publisher) {
            return events ->
                publisher.publish(events).stream()
                    .<EventPublisher.Result>map(result -> new EventPublisher.Result.Published())
                    .toList();
          }
        });
  }

  @Test
  void notices_failed_messages_that_are_not_reported() {
    assertNoticed(
        "G5 views converge: .* though a later message was delivered",
        new Components<>() {
          @Override
          ProjectedBatch answer(List<Delivery> batch, ProjectedBatch answer) {
            return answering(Set.of(), answer.parked(), answer);
          }
        });
  }

  @Test
  void notices_calls_whose_answers_are_lost_when_others_overlap_with_them() {
    assertNoticed(
        "G5 views converge: .* though a later message was delivered",
        new Components<>() {
          @Override
          ParallelCalls parallelCalls(ParallelCalls calls) {
            return new BrokenStores.FirstAnswers(calls);
          }
        });
  }

  @Test
  void notices_a_letter_that_is_removed_before_its_event_is_shown() {
    assertNoticed(
        "G5 views converge: .* though a later message was delivered",
        new Components<>() {
          @Override
          Set<StreamId> showing(
              Projector<BasketView, BasketEvent> projector, Map<StreamId, Long> versions) {
            return versions.keySet();
          }
        });
  }

  @Test
  void notices_a_letter_that_is_removed_though_it_failed_again() {
    assertNoticed(
        "G5 views converge: .* though a later message was delivered",
        new Components<>() {
          @Override
          boolean isRedriven(ProjectedBatch answer) {
            return true;
          }
        });
  }

  @Test
  void notices_a_bad_event_that_parks_the_whole_batch() {
    assertNoticed(
        "G7 one bad event stops one aggregate: .* is parked, and no event of .*",
        new Components<>() {
          @Override
          ProjectedBatch answer(List<Delivery> batch, ProjectedBatch answer) {
            Map<String, Failure> parked = new HashMap<>();
            answer
                .parked()
                .values()
                .forEach(
                    failure -> batch.forEach(message -> parked.put(message.messageId(), failure)));
            return answering(answer.retry(), parked, answer);
          }
        });
  }

  @Test
  void notices_a_repair_that_is_parked_as_malformed() {
    assertNoticed(
        "G[57] .* was repaired and shows .* instead of .*",
        new Components<>() {
          @Override
          Delivery delivery(Delivery delivery) {
            return delivery instanceof Delivery.Repair(String id, StreamId stream)
                ? new Delivery.Malformed(id, "no event of " + stream)
                : delivery;
          }
        });
  }

  @Test
  void notices_a_claim_without_its_condition() {
    assertThat(
            guarantee(
                Simulation.of(new Nicknames())
                    .with(
                        new Components<>() {
                          @Override
                          EventStore<String, String> table(EventStore<String, String> table) {
                            return new BrokenStores.WithoutClaims<>(table);
                          }
                        })
                    .find(1, SEEDS)))
        .matches("claims are unique: .* have the same nickname");
  }

  private static void assertNoticed(
      String violation, Components<Basket, BasketEvent, BasketView> components) {
    assertThat(guarantee(Simulation.of(new BasketSimulation()).with(components).find(1, SEEDS)))
        .matches(violation);
  }

  private static String guarantee(Optional<Simulation.Failure> failure) {
    return failure.map(found -> String.valueOf(found.cause().getMessage())).orElse("nothing");
  }

  private static ProjectedBatch answering(
      Set<String> retry, Map<String, Failure> parked, ProjectedBatch answer) {
    return new ProjectedBatch(
        retry,
        parked,
        answer.parkedAggregates(),
        answer.lags(),
        answer.duplicates(),
        answer.gaps(),
        answer.faults());
  }

  private static RecordedEvent<EncodedEvent> asOneCommit(RecordedEvent<EncodedEvent> event) {
    return new RecordedEvent<>(
        event.stream(),
        event.version(),
        event.event(),
        event.timestamp(),
        new RecordedEvent.CommitSpan(event.version(), 1),
        event.commandId(),
        event.metadata());
  }
}
