package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.AppendRequest;
import dev.headwater.Claim;
import dev.headwater.EventStore.AppendResult;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.Snapshot;
import dev.headwater.StreamTail;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.Metadata;
import dev.headwater.event.PublishableText;
import dev.headwater.event.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Proves that the contract fails for each known defect in snapshots, claims and text. */
final class EventStoreExtrasGuardTest {
  @Test
  void finds_a_snapshot_of_an_append_that_lost() {
    assertThat(ContractRun.of(LosersSnapshot.class).failed())
        .containsExactly("an_append_that_loses_keeps_no_snapshot");
  }

  @Test
  void finds_a_snapshot_that_is_not_the_newest() {
    assertThat(ContractRun.of(OldestSnapshot.class).failed())
        .containsExactly("the_newest_snapshot_is_read");
  }

  @Test
  void finds_commits_that_are_lost_after_the_snapshot() {
    assertThat(ContractRun.of(SnapshotAlone.class).failed())
        .containsExactly("commits_after_the_snapshot_come_with_it");
  }

  @Test
  void finds_an_end_that_begins_in_the_middle() {
    assertThat(ContractRun.of(LastCommits.class).failed())
        .containsExactly("a_long_stream_without_a_snapshot_is_never_read_in_part");
  }

  @Test
  void finds_a_snapshot_that_is_kept_and_denied() {
    assertThat(ContractRun.of(Denying.class).failed())
        .contains(
            "a_snapshot_reads_back_unchanged",
            "a_snapshot_that_is_not_due_is_kept_if_the_store_reports_so");
  }

  @Test
  void finds_a_snapshot_that_is_promised_and_not_kept() {
    assertThat(ContractRun.of(Promising.class).failed())
        .containsExactly("a_snapshot_that_is_not_due_is_kept_if_the_store_reports_so");
  }

  @Test
  void finds_claims_that_are_taken_without_a_condition() {
    assertThat(ContractRun.of(TakingAnything.class).failed())
        .contains(
            "a_claim_belongs_to_the_stream_that_took_it",
            "an_append_moves_all_claims_or_none",
            "one_of_the_streams_that_race_for_a_claim_gets_it");
  }

  @Test
  void finds_claims_that_are_judged_before_the_version() {
    assertThat(ContractRun.of(ClaimsFirst.class).failed())
        .containsExactly("the_version_is_checked_before_the_claims");
  }

  @Test
  void finds_claims_that_a_failed_append_took() {
    assertThat(ContractRun.of(NotAtomic.class).failed())
        .contains("an_append_moves_all_claims_or_none");
  }

  @Test
  void finds_claims_that_are_never_freed() {
    assertThat(ContractRun.of(NeverReleasing.class).failed())
        .containsExactlyInAnyOrder("a_released_claim_is_free", "a_claim_is_exchanged_for_another");
  }

  @Test
  void finds_a_release_that_deletes_the_claim_of_another() {
    assertThat(ContractRun.of(ReleasingAnything.class).failed())
        .containsExactlyInAnyOrder("a_claim_of_another_stream_cannot_be_released");
  }

  @Test
  void finds_claims_whose_name_does_not_count() {
    assertThat(ContractRun.of(Nameless.class).failed())
        .containsExactly("claims_with_different_names_are_independent");
  }

  @Test
  void finds_a_store_that_denies_its_claims() {
    assertThat(ContractRun.of(DenyingClaims.class).failed())
        .containsExactly("reports_that_it_stores_claims");
  }

  @Test
  void finds_a_store_that_takes_any_text() {
    assertThat(ContractRun.of(AnyText.class).failed())
        .containsExactlyInAnyOrder(
            "unpublishable_text_is_refused_wherever_it_is",
            "a_commit_whose_text_is_refused_takes_no_claim");
  }

  @Test
  void finds_a_store_that_looks_at_no_more_than_the_payload() {
    assertThat(ContractRun.of(PayloadAlone.class).failed())
        .containsExactly("unpublishable_text_is_refused_wherever_it_is");
  }

  static final class AnyText extends ToyEventStore {
    @Override
    void checkText(Commit<EncodedEvent> commit) {
      // Accepts any text.
    }
  }

  static final class PayloadAlone extends ToyEventStore {
    @Override
    void checkText(Commit<EncodedEvent> commit) {
      PublishableText.check(
          new Commit<>(
              new StreamId("any", "any"),
              1,
              commit.events(),
              commit.timestamp(),
              new CommandStamp("any", 0),
              Metadata.NONE));
    }
  }

  static final class LosersSnapshot extends ToyEventStore {
    @Override
    public AppendResult<EncodedEvent> append(AppendRequest<String, EncodedEvent> append) {
      AppendResult<EncodedEvent> result = super.append(append);
      if (result instanceof Conflict<EncodedEvent>(Commit<EncodedEvent> existing)
          && append.after() != null) {
        keep(existing, append.after());
      }
      return result;
    }
  }

  static final class OldestSnapshot extends ToyEventStore {
    private @Nullable Snapshot<String> oldest;

    @Override
    void keep(Commit<EncodedEvent> commit, Snapshot<String> snapshot) {
      if (oldest == null) {
        oldest = snapshot;
        super.keep(commit, snapshot);
      }
    }
  }

  static final class SnapshotAlone extends ToyEventStore {
    @Override
    public StreamTail<String, EncodedEvent> readEnd(StreamId stream) {
      StreamTail<String, EncodedEvent> end = super.readEnd(stream);
      return end.snapshot() == null
          ? end
          : new StreamTail<>(end.snapshot(), List.of(end.commits().getFirst()));
    }
  }

  static final class LastCommits extends ToyEventStore {
    @Override
    public StreamTail<String, EncodedEvent> readEnd(StreamId stream) {
      StreamTail<String, EncodedEvent> end = super.readEnd(stream);
      int from = Math.max(0, end.commits().size() - 50);
      return end.snapshot() == null
          ? new StreamTail<>(null, end.commits().subList(from, end.commits().size()))
          : end;
    }
  }

  static final class Denying extends ToyEventStore {
    @Override
    public AppendResult<EncodedEvent> append(AppendRequest<String, EncodedEvent> append) {
      return super.append(append) instanceof Conflict<EncodedEvent> conflict
          ? conflict
          : new Appended<>(false);
    }
  }

  static final class Promising extends ToyEventStore {
    @Override
    public AppendResult<EncodedEvent> append(AppendRequest<String, EncodedEvent> append) {
      boolean kept = append.snapshotDue() || append.after() == null;
      AppendResult<EncodedEvent> result =
          super.append(
              kept ? append : new AppendRequest<>(append.commit(), null, false, append.claims()));
      return kept ? result : new Appended<>(true);
    }
  }

  static final class TakingAnything extends ToyEventStore {
    @Override
    boolean mayTake(Claim claim, StreamId stream) {
      return true;
    }
  }

  static final class ClaimsFirst extends ToyEventStore {
    @Override
    @Nullable AppendResult<EncodedEvent> judge(AppendRequest<String, EncodedEvent> append) {
      AppendResult<EncodedEvent> refused = judgeClaims(append);
      return refused == null ? judgeVersion(append.commit()) : refused;
    }
  }

  static final class NotAtomic extends ToyEventStore {
    @Override
    @Nullable AppendResult<EncodedEvent> judgeClaims(AppendRequest<String, EncodedEvent> append) {
      AppendResult<EncodedEvent> refused = super.judgeClaims(append);
      StreamId stream = append.commit().stream();
      append.claims().taken().stream()
          .filter(claim -> mayTake(claim, stream))
          .forEach(claim -> take(claim, stream));
      return refused;
    }
  }

  static final class NeverReleasing extends ToyEventStore {
    @Override
    void release(Claim claim) {
      // Keeps the claim.
    }
  }

  static final class ReleasingAnything extends ToyEventStore {
    @Override
    boolean mayRelease(Claim claim, StreamId stream) {
      return true;
    }
  }

  static final class DenyingClaims extends ToyEventStore {
    @Override
    public boolean storesClaims() {
      return false;
    }
  }

  static final class Nameless extends ToyEventStore {
    @Override
    boolean mayTake(Claim claim, StreamId stream) {
      return super.mayTake(nameless(claim), stream);
    }

    @Override
    boolean mayRelease(Claim claim, StreamId stream) {
      return super.mayRelease(nameless(claim), stream);
    }

    @Override
    void take(Claim claim, StreamId stream) {
      super.take(nameless(claim), stream);
    }

    @Override
    void release(Claim claim) {
      super.release(nameless(claim));
    }

    private static Claim nameless(Claim claim) {
      return new Claim("claim", claim.value());
    }
  }
}
