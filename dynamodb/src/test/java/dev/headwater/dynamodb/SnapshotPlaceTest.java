package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.AppendRequest;
import dev.headwater.ClaimChanges;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.PublishingLimits;
import dev.headwater.RecentCommits;
import dev.headwater.Snapshot;
import dev.headwater.StreamTail;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.ItemSize;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.TextStateCodec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a state is stored: where it costs no write unit, or is due, and never beyond the limit. For
 * numbers our count is an upper bound: here, it is one byte above DynamoDB's.
 */
@ExtendWith(LocalTables.class)
class SnapshotPlaceTest {
  private static final int LIMIT = 400 * 1024;

  private final CapacityMeter meter = new CapacityMeter();
  private final StreamId stream = Commits.newStream();
  private final DynamoDbClient client;
  private final DynamoDbEventStore<String, EncodedEvent> store;

  SnapshotPlaceTest(LocalDynamoDb local) {
    client = Clients.watched(local.endpoint(), List.of(meter));
    store =
        new DynamoDbEventStore<>(
                client,
                LocalTables.EVENTS,
                EventCodec.asStored(),
                TextStateCodec.FORMAT,
                PublishingLimits.NONE)
            .withMaxItemBytes(LIMIT);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    // commit, with state, due | state stored, write units
    "700, 1024, false, true, 1",
    "700, 1025, false, false, 1",
    "700, 1026, true, true, 2",
    "1024, 1200, false, false, 1",
    "1025, 1200, false, true, 2",
    "1025, 2048, false, true, 2",
    "1026, 2049, false, false, 2",
    "1025, 9000, true, true, 9",
    "408576, 409600, false, false, 399",
    "408578, 409600, false, true, 400",
    "409500, 409600, false, true, 400",
    "409500, 409601, true, false, 400",
    "409600, 409700, true, false, 400",
  })
  void a_state_is_stored_where_it_is_free_or_due_and_fits(
      int commitBytes, int bytesWithState, boolean due, boolean stored, int writeUnits) {
    Commit<EncodedEvent> commit = commitOf(commitBytes);
    AppendRequest<String, EncodedEvent> append =
        new AppendRequest<>(
            commit, snapshotOf(bytesWithState - commitBytes, commit), due, ClaimChanges.NONE);

    assertThat(store.append(append)).isEqualTo(new Appended<>(stored));
    assertThat(meter.takeWritten()).isEqualTo(writeUnits);
    assertThat(item()).hasSize(stored ? 9 : 7);
    assertThat(ItemSize.of(item())).isEqualTo(stored ? bytesWithState : commitBytes);
  }

  @Test
  void a_commit_of_a_customers_size_and_its_state_take_one_write_unit() {
    RecentCommits recent = RecentCommits.none();
    for (int version = 1; version <= 40; version++) {
      Commit<EncodedEvent> commit =
          Commits.at(
              stream,
              version,
              new EncodedEvent(
                  "CustomerEmailUpdated", 1, Map.of("email", "augusta.ada.king@example.org")));
      recent = recent.with(commit);
      Snapshot<String> after =
          new Snapshot<>(
              version,
              "augusta.ada.king@example.org, Augusta"
                  + " Ada King, Countess of Lovelace, 2026-01-01T00:00:00.000Z",
              recent);

      assertThat(store.append(new AppendRequest<>(commit, after, false, ClaimChanges.NONE)))
          .isEqualTo(new Appended<>(true));
      assertThat(meter.takeWritten()).isEqualTo(1);
    }
  }

  /** As a decider makes it that keeps the first character of a name by {@code charAt}. */
  @Test
  void a_state_that_would_not_come_back_as_it_is_is_left_out_and_its_commit_stored() {
    Commit<EncodedEvent> commit = Commits.at(stream, 1, Commits.written("🦆"));
    Snapshot<String> after = new Snapshot<>(1, "\ud83e", RecentCommits.none().with(commit));

    assertThat(store.append(new AppendRequest<>(commit, after, true, ClaimChanges.NONE)))
        .isEqualTo(new Appended<>(false));
    assertThat(store.readEnd(stream)).isEqualTo(new StreamTail<>(null, List.of(commit)));
  }

  private Commit<EncodedEvent> commitOf(int bytes) {
    long frame = ItemSize.of(CommitItem.write(Commits.at(stream, 1, Commits.written(""))));
    return Commits.at(stream, 1, Commits.ofLength((int) (bytes - frame)));
  }

  private static Snapshot<String> snapshotOf(int bytes, Commit<EncodedEvent> commit) {
    RecentCommits recent = RecentCommits.none().with(commit);
    long frame =
        ItemSize.of(
            Objects.requireNonNull(
                new SnapshotAttributes<>(TextStateCodec.FORMAT)
                    .write(new Snapshot<>(1, "", recent), commit.stream())));
    return new Snapshot<>(1, "x".repeat((int) (bytes - frame)), recent);
  }

  private Map<String, AttributeValue> item() {
    return client
        .getItem(
            get ->
                get.tableName(LocalTables.EVENTS)
                    .key(
                        Map.of(
                            "PK",
                            AttributeValue.fromS(stream.toString()),
                            "SK",
                            AttributeValue.fromS(CommitItem.sortKey(1)))))
        .item();
  }
}
