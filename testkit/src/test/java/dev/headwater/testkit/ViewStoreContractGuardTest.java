package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Proves that the contract fails for each known defect of view stores. */
final class ViewStoreContractGuardTest {
  @Test
  void the_unbroken_toy_passes() {
    ContractRun run = ContractRun.of(ToyViewStore.class);

    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).isEqualTo(21);
  }

  @Test
  void finds_a_save_without_a_condition() {
    assertThat(ContractRun.of(WithoutCondition.class).failed())
        .contains(
            "a_lost_race_is_reported_and_writes_nothing",
            "a_new_view_does_not_replace_another",
            "a_missing_view_does_not_move_forward",
            "one_of_the_concurrent_saves_wins_each_version");
  }

  @Test
  void finds_a_condition_that_only_looks_for_an_older_version() {
    assertThat(ContractRun.of(OnlyForward.class).failed())
        .contains(
            "a_lost_race_is_reported_and_writes_nothing",
            "a_new_view_does_not_replace_another",
            "a_missing_view_does_not_move_forward");
  }

  @Test
  void finds_tombstones_that_are_deleted() {
    assertThat(ContractRun.of(WithoutTombstones.class).failed())
        .containsExactlyInAnyOrder(
            "a_removed_view_stays_as_a_tombstone_with_its_version",
            "a_tombstone_moves_forward_as_a_view_does",
            "a_lost_race_against_a_tombstone_is_reported",
            "each_view_of_a_save_wins_or_loses_by_itself",
            "what_another_projection_saved_is_foreign_and_has_its_version");
  }

  @Test
  void finds_losses_that_are_not_named() {
    assertThat(ContractRun.of(SilentLosses.class).failed())
        .contains(
            "a_lost_race_is_reported_and_writes_nothing",
            "each_view_of_a_save_wins_or_loses_by_itself",
            "one_of_the_concurrent_saves_wins_each_version");
  }

  @Test
  void finds_a_save_that_is_all_or_nothing() {
    assertThat(ContractRun.of(AllOrNothing.class).failed())
        .contains("each_view_of_a_save_wins_or_loses_by_itself")
        .doesNotContain("a_lost_race_is_reported_and_writes_nothing");
  }

  @Test
  void finds_a_store_that_takes_another_projections_views_for_its_own() {
    assertThat(ContractRun.of(WithoutFingerprints.class).failed())
        .contains(
            "what_another_projection_saved_is_foreign_and_has_its_version",
            "a_foreign_view_moves_forward");
  }

  @Test
  void finds_a_newest_wins_store_that_keeps_a_foreign_view_of_the_same_version() {
    assertThat(ContractRun.of(KeepsForeign.class).failed())
        .containsExactly("a_foreign_view_may_be_replaced_at_its_own_version");
  }

  @Test
  void finds_a_load_of_one_request_only() {
    assertThat(ContractRun.of(FirstHundred.class).failed())
        .containsExactly("many_views_are_saved_and_loaded_at_once");
  }

  @Test
  void the_unbroken_newest_wins_toy_passes() {
    ContractRun run = ContractRun.of(NewestToyViewStore.class);

    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).isEqualTo(17);
  }

  @Test
  void finds_a_newest_wins_store_in_which_the_last_one_wins() {
    assertThat(ContractRun.of(LastWins.class).failed())
        .contains(
            "an_older_view_never_replaces_a_newer_one",
            "a_stale_save_has_no_effect_and_is_reported",
            "each_view_of_a_save_is_handled_by_itself");
  }

  @Test
  void finds_a_newest_wins_store_that_calls_stale_views_lost() {
    assertThat(ContractRun.of(NamesStale.class).failed())
        .contains(
            "a_stale_save_has_no_effect_and_is_reported",
            "each_view_of_a_save_is_handled_by_itself");
  }

  static final class WithoutFingerprints extends ToyViewStore {
    @Override
    public ViewStore<String> foreign(ViewStore<String> store) {
      return store;
    }
  }

  static final class KeepsForeign extends NewestToyViewStore {
    @Override
    boolean mayWrite(ViewChange<String> change) {
      return super.mayWrite(
          new ViewChange<>(
              change.aggregateId(), change.expectedVersion() - 1, change.next(), false));
    }
  }

  static final class LastWins extends NewestToyViewStore {
    @Override
    boolean mayWrite(ViewChange<String> change) {
      return true;
    }
  }

  static final class NamesStale extends NewestToyViewStore {
    @Override
    Saved answer(Set<String> stale) {
      return Saved.allBut(stale);
    }
  }

  static final class WithoutCondition extends ToyViewStore {
    @Override
    boolean mayWrite(ViewChange<String> change) {
      return true;
    }
  }

  static final class OnlyForward extends ToyViewStore {
    @Override
    boolean mayWrite(ViewChange<String> change) {
      return versionOf(change.aggregateId()) < change.next().version();
    }
  }

  static final class WithoutTombstones extends ToyViewStore {
    @Override
    void write(ViewChange<String> change, boolean byOther) {
      super.write(change, byOther);
      views.all.values().removeIf(stored -> stored.view() == null);
    }
  }

  static final class SilentLosses extends ToyViewStore {
    @Override
    public synchronized Saved save(List<ViewChange<String>> changes) {
      super.save(changes);
      return Saved.ALL;
    }
  }

  static final class AllOrNothing extends ToyViewStore {
    @Override
    public synchronized Saved save(List<ViewChange<String>> changes) {
      if (changes.stream().allMatch(this::mayWrite)) {
        return super.save(changes);
      }
      return Saved.allBut(Set.copyOf(changes.stream().map(ViewChange::aggregateId).toList()));
    }
  }

  static final class FirstHundred extends ToyViewStore {
    @Override
    public synchronized Map<String, VersionedView<String>> load(Collection<String> ids) {
      return super.load(ids.stream().limit(100).toList());
    }
  }
}
