package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.headwater.audit.ScanPosition;
import dev.headwater.audit.ScanSettings;
import dev.headwater.dynamodb.Commits;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.StreamId;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.relay.StreamRecord;
import dev.headwater.testkit.ManualHost;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalTables.class)
class CommitScanTest {
  private static final int STREAMS = 20;
  private static final int COMMITS = 5;

  private final String name = "events-" + UUID.randomUUID();
  private final DynamoDbClient client;
  private final CommitScan scan;
  private final Queue<StreamRecord> received = new ConcurrentLinkedQueue<>();

  CommitScanTest(LocalDynamoDb local) {
    client = local.client();
    local.create(
        List.of(
            new TableDeclaration(
                "Events",
                name,
                Map.of(CommitItem.PK, "S", CommitItem.SK, "S"),
                new TableDeclaration.Key(CommitItem.PK, CommitItem.SK),
                List.of(),
                null)));
    scan = new CommitScan(client, name, new ManualHost(1).host());
  }

  @BeforeEach
  void write() {
    for (int stream = 0; stream < STREAMS; stream++) {
      for (int version = 1; version <= COMMITS; version++) {
        StreamId id = new StreamId("NOTE", "n" + stream);
        put(CommitItem.write(Commits.at(id, version, Commits.written("text"))));
      }
    }
  }

  @Test
  void hands_out_every_commit_once_wherever_it_is_cut() {
    ScanPosition position = ScanPosition.begin(3);
    int slices = 0;
    while (!position.isDone()) {
      position = scan.run(position, settings(true), received::addAll);
      slices++;
      assertThat(slices).as("bounded").isLessThan(STREAMS * COMMITS);
    }

    assertThat(slices).isGreaterThan(3);
    assertThat(received)
        .hasSize(STREAMS * COMMITS)
        .allMatch(StreamRecord.Committed.class::isInstance);
    assertThat(received).extracting(StreamRecord::key).doesNotHaveDuplicates();
  }

  @Test
  void hands_out_what_is_no_commit_as_such_and_passes_over_other_items() {
    put(Map.of("PK", text("NOTE#odd"), "SK", text("EVENT#0000000001"), "version", text("one")));
    put(Map.of("PK", text("NOTE#odd"), "SK", text("OTHER")));

    assertThat(scan.run(ScanPosition.begin(2), settings(false), received::addAll).isDone())
        .isTrue();
    assertThat(received)
        .hasSize(STREAMS * COMMITS + 1)
        .filteredOn(StreamRecord.Malformed.class::isInstance)
        .extracting(StreamRecord::key)
        .containsExactly(Map.of("PK", "NOTE#odd", "SK", "EVENT#0000000001"));
  }

  @Test
  void a_receiver_that_fails_ends_the_scan() {
    AtomicInteger pages = new AtomicInteger();

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                scan.run(
                    ScanPosition.begin(1),
                    settings(false),
                    page -> {
                      if (pages.incrementAndGet() == 3) {
                        throw new IllegalStateException("enough");
                      }
                    }));
    assertThat(pages).hasValue(3);
  }

  private static ScanSettings settings(boolean over) {
    return new ScanSettings(3, 7, 0, items -> {}, () -> over);
  }

  private void put(Map<String, AttributeValue> item) {
    client.putItem(put -> put.tableName(name).item(item));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
