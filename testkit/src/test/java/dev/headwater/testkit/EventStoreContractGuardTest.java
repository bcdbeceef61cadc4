package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.StreamId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Proves that the contract fails for each known defect of stores. */
final class EventStoreContractGuardTest {
  @Test
  void the_unbroken_toy_passes() {
    ContractRun run = ContractRun.of(ToyEventStore.class);

    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).isEqualTo(43);
  }

  @Test
  void finds_an_append_without_a_condition() {
    assertThat(ContractRun.of(WithoutCondition.class).failed())
        .containsExactlyInAnyOrder(
            "a_conflict_returns_the_commit_that_was_first",
            "commits_of_different_sizes_conflict_at_their_first_version",
            "a_repeated_append_returns_its_own_commit",
            "an_append_that_loses_keeps_no_snapshot",
            "one_of_the_concurrent_appends_wins");
  }

  @Test
  void finds_a_condition_that_is_checked_before_the_write() {
    assertThat(ContractRun.of(CheckThenWrite.class).failed())
        .containsExactly("one_of_the_concurrent_appends_wins");
  }

  @Test
  void finds_a_conflict_that_names_the_wrong_commit() {
    assertThat(ContractRun.of(GuessedConflict.class).failed())
        .containsExactlyInAnyOrder(
            "a_conflict_returns_the_commit_that_was_first",
            "commits_of_different_sizes_conflict_at_their_first_version",
            "an_append_that_loses_keeps_no_snapshot",
            "one_of_the_concurrent_appends_wins");
  }

  @Test
  void finds_versions_that_sort_as_text() {
    assertThat(ContractRun.of(TextSorted.class).failed()).contains("versions_sort_as_numbers");
  }

  @Test
  void finds_a_store_that_reads_one_megabyte_and_no_more() {
    assertThat(ContractRun.of(OneMegabyte.class).failed())
        .containsExactly("a_stream_of_more_than_a_megabyte_is_read_whole");
  }

  @Test
  void finds_a_store_that_takes_a_full_page_for_not_the_last() {
    assertThat(ContractRun.of(FullPageHasMore.class).failed())
        .contains("pages_have_no_gaps_or_repeats");
  }

  @Test
  void finds_commits_that_appear_piece_by_piece() {
    assertThat(ContractRun.of(Torn.class).failed())
        .contains("a_reader_never_sees_part_of_a_commit");
  }

  @Test
  void finds_streams_that_share_a_key() {
    assertThat(ContractRun.of(WithoutSeparator.class).failed())
        .containsExactly("streams_do_not_mix");
  }

  @Test
  void finds_times_that_lose_their_milliseconds() {
    assertThat(ContractRun.of(WholeSeconds.class).failed())
        .contains("a_commit_reads_back_unchanged");
  }

  @Test
  void finds_a_store_that_reads_over_a_missing_commit() {
    assertThat(ContractRun.of(ReadsOverBreaks.class).failed())
        .containsExactlyInAnyOrder(
            "a_stream_without_its_first_commit_is_broken_from_the_start",
            "a_page_ends_before_a_missing_commit_and_the_next_one_fails",
            "a_commit_inside_another_one_is_a_break",
            "a_break_before_the_newest_snapshot_is_ignored");
  }

  @Test
  void finds_a_load_that_passes_over_a_missing_commit() {
    assertThat(ContractRun.of(LoadsOverBreaks.class).failed())
        .containsExactlyInAnyOrder(
            "a_stream_without_its_first_commit_is_broken_from_the_start",
            "a_page_ends_before_a_missing_commit_and_the_next_one_fails",
            "a_commit_inside_another_one_is_a_break");
  }

  static final class ReadsOverBreaks extends ToyEventStore {
    @Override
    int unbroken(long after, List<Commit<EncodedEvent>> later) {
      return later.size();
    }
  }

  static final class LoadsOverBreaks extends ToyEventStore {
    @Override
    void requireFollowed(long version, List<Commit<EncodedEvent>> later) {
      // Accepts any commits.
    }
  }

  static final class WithoutCondition extends ToyEventStore {
    @Override
    @Nullable Commit<EncodedEvent> write(
        Map<Long, Commit<EncodedEvent>> partition, Commit<EncodedEvent> commit) {
      partition.put(commit.firstVersion(), commit);
      return null;
    }
  }

  /** Leaves time for a rival's check between the check and the write. */
  static final class CheckThenWrite extends ToyEventStore {
    private final AtomicInteger checks = new AtomicInteger();

    @Override
    @Nullable Commit<EncodedEvent> write(
        Map<Long, Commit<EncodedEvent>> partition, Commit<EncodedEvent> commit) {
      Commit<EncodedEvent> existing = partition.get(commit.firstVersion());
      if (existing == null) {
        awaitCount(checks, checks.incrementAndGet() + 1);
        partition.put(commit.firstVersion(), commit);
      }
      return existing;
    }
  }

  static final class GuessedConflict extends ToyEventStore {
    @Override
    @Nullable Commit<EncodedEvent> write(
        Map<Long, Commit<EncodedEvent>> partition, Commit<EncodedEvent> commit) {
      return super.write(partition, commit) == null ? null : commit;
    }
  }

  static final class TextSorted extends ToyEventStore {
    @Override
    Comparator<Long> order() {
      return Comparator.comparing(String::valueOf);
    }
  }

  static final class OneMegabyte extends ToyEventStore {
    @Override
    Page<EncodedEvent> page(List<Commit<EncodedEvent>> later, int maxCommits) {
      int size = 0;
      int characters = 0;
      while (size < later.size() && characters < 1_000_000) {
        characters += later.get(size).toString().length();
        size++;
      }
      return super.page(later.subList(0, size), maxCommits);
    }
  }

  static final class FullPageHasMore extends ToyEventStore {
    @Override
    Page<EncodedEvent> page(List<Commit<EncodedEvent>> later, int maxCommits) {
      Page<EncodedEvent> page = super.page(later, maxCommits);
      return new Page<>(page.commits(), page.commits().size() == maxCommits);
    }
  }

  /** Only half of a commit is visible until a reader has seen it. */
  static final class Torn extends ToyEventStore {
    private static final int READERS = 3;
    private final AtomicInteger pages = new AtomicInteger();

    @Override
    Page<EncodedEvent> page(List<Commit<EncodedEvent>> later, int maxCommits) {
      pages.incrementAndGet();
      return super.page(later, maxCommits);
    }

    @Override
    @Nullable Commit<EncodedEvent> write(
        Map<Long, Commit<EncodedEvent>> partition, Commit<EncodedEvent> commit) {
      List<EncodedEvent> events = commit.events();
      Commit<EncodedEvent> half =
          new Commit<>(
              commit.stream(),
              commit.firstVersion(),
              events.subList(0, (events.size() + 1) / 2),
              commit.timestamp(),
              commit.command(),
              commit.metadata());
      Commit<EncodedEvent> existing = super.write(partition, half);
      if (existing == null) {
        awaitCount(pages, pages.get() + READERS + 1);
        partition.replace(commit.firstVersion(), half, commit);
      }
      return existing;
    }
  }

  static final class WithoutSeparator extends ToyEventStore {
    @Override
    String partitionKey(StreamId stream) {
      return stream.category() + stream.id();
    }
  }

  static final class WholeSeconds extends ToyEventStore {
    @Override
    @Nullable Commit<EncodedEvent> write(
        Map<Long, Commit<EncodedEvent>> partition, Commit<EncodedEvent> commit) {
      return super.write(
          partition,
          new Commit<>(
              commit.stream(),
              commit.firstVersion(),
              commit.events(),
              commit.timestamp().truncatedTo(ChronoUnit.SECONDS),
              commit.command(),
              commit.metadata()));
    }
  }

  /** Waits until the count is reached, but at most 5 ms. */
  private static void awaitCount(AtomicInteger count, int target) {
    for (int millis = 0; millis < 5 && count.get() < target; millis++) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
