package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.VersionedView;
import dev.headwater.query.InMemoryViewStore;
import dev.headwater.query.IndexedView;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.query.SortedPage;
import dev.headwater.query.ViewList;
import dev.headwater.query.ViewReader;
import dev.headwater.testkit.query.ListedView;
import dev.headwater.testkit.query.ListedViews;
import dev.headwater.testkit.query.ViewReaderContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Proves that the contract fails for each known defect of view readers. */
final class ViewReaderContractGuardTest {
  @Test
  void the_unbroken_reader_passes() {
    ContractRun run = ContractRun.of(ToyReader.class);

    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).isEqualTo(13);
  }

  @Test
  void finds_a_reader_that_ignores_the_order() {
    assertThat(ContractRun.of(OnlyAscending.class).failed())
        .containsExactly("a_list_is_read_backwards_too");
  }

  @Test
  void finds_a_reader_that_stops_after_a_page() {
    assertThat(ContractRun.of(OnePage.class).failed())
        .contains(
            "a_list_is_read_in_order_page_by_page", "pages_are_stable_while_views_come_and_go");
  }

  @Test
  void finds_a_reader_that_begins_each_page_at_the_same_place() {
    assertThat(ContractRun.of(SamePage.class).failed())
        .contains(
            "a_list_is_read_in_order_page_by_page", "pages_are_stable_while_views_come_and_go");
  }

  @Test
  void finds_a_reader_of_one_partition_only() {
    assertThat(ContractRun.of(OnePartition.class).failed())
        .contains("a_list_is_read_backwards_too", "partitions_are_merged_and_each_is_read_once");
  }

  @Test
  void finds_a_reader_that_knows_only_one_list() {
    assertThat(ContractRun.of(OneList.class).failed())
        .contains(
            "partitions_of_different_lists_do_not_mix",
            "a_view_moves_within_each_list_by_itself",
            "a_list_that_does_not_exist_is_refused");
  }

  @Test
  void finds_a_reader_that_does_not_find_tombstones() {
    assertThat(ContractRun.of(WithoutTombstones.class).failed())
        .containsExactly("a_removed_view_is_found_as_a_tombstone_and_in_no_list");
  }

  @Test
  void finds_a_store_that_accepts_what_a_list_cannot_hold() {
    assertThat(ContractRun.of(AcceptsAnyPlace.class).failed())
        .contains("a_view_that_a_list_cannot_hold_is_refused_and_the_others_saved");
  }

  /** Correct, for tests that break one method. */
  static class ToyReader implements ViewReaderContract, ViewReader<ListedView> {
    final InMemoryViewStore<ListedView> store = new InMemoryViewStore<>(lists());

    List<ViewList<ListedView>> lists() {
      return ListedView.LISTS;
    }

    @Override
    public ListedViews listedViews() {
      return new ListedViews(store, this);
    }

    @Override
    public ListedViews foreign(ListedViews views) {
      InMemoryViewStore<ListedView> other = store.of("other");
      return new ListedViews(other, other);
    }

    @Override
    public Optional<VersionedView<ListedView>> find(String aggregateId) {
      return store.find(aggregateId);
    }

    @Override
    public SortedPage<IndexedView<ListedView, String>, String> list(
        ListRead read, Instant deadline) {
      return store.list(read, deadline);
    }
  }

  static final class OnlyAscending extends ToyReader {
    @Override
    public SortedPage<IndexedView<ListedView, String>, String> list(
        ListRead read, Instant deadline) {
      return super.list(
          new ListRead(
              read.list(), read.partitions(), ListOrder.ASCENDING, read.afterSort(), read.limit()),
          deadline);
    }
  }

  static final class OnePage extends ToyReader {
    @Override
    public SortedPage<IndexedView<ListedView, String>, String> list(
        ListRead read, Instant deadline) {
      return new SortedPage<>(super.list(read, deadline).entries(), null);
    }
  }

  static final class SamePage extends ToyReader {
    @Override
    public SortedPage<IndexedView<ListedView, String>, String> list(
        ListRead read, Instant deadline) {
      return super.list(
          new ListRead(read.list(), read.partitions(), read.order(), null, read.limit()), deadline);
    }
  }

  static final class OnePartition extends ToyReader {
    @Override
    public SortedPage<IndexedView<ListedView, String>, String> list(
        ListRead read, Instant deadline) {
      return super.list(
          new ListRead(
              read.list(),
              read.partitions().subList(0, 1),
              read.order(),
              read.afterSort(),
              read.limit()),
          deadline);
    }
  }

  static final class OneList extends ToyReader {
    @Override
    public SortedPage<IndexedView<ListedView, String>, String> list(
        ListRead read, Instant deadline) {
      return super.list(
          new ListRead(
              ListedView.LIST, read.partitions(), read.order(), read.afterSort(), read.limit()),
          deadline);
    }
  }

  static final class WithoutTombstones extends ToyReader {
    @Override
    public Optional<VersionedView<ListedView>> find(String aggregateId) {
      return super.find(aggregateId).filter(found -> found.view() != null);
    }
  }

  static final class AcceptsAnyPlace extends ToyReader {
    @Override
    List<ViewList<ListedView>> lists() {
      return List.of();
    }
  }
}
