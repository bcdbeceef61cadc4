package dev.headwater.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.PublishingLimits;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.mappings.EventSources;
import dev.headwater.local.progress.LowWaterMark;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.MappingDeclaration;
import dev.headwater.local.template.Stack;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.relay.StreamRecord;
import dev.headwater.testkit.RandomPayloads;
import dev.headwater.testkit.TextStateCodec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From an append over the table's own stream, as its event source mapping sends it, and back. */
@ExtendWith(LocalTables.class)
class RealStreamTest {
  private static final int COMMITS = 100;
  private static final TableDeclaration TABLE =
      new TableDeclaration(
          "Streamed",
          "streamed",
          Map.of(CommitItem.PK, "S", CommitItem.SK, "S"),
          new TableDeclaration.Key(CommitItem.PK, CommitItem.SK),
          List.of(),
          "NEW_IMAGE");

  private final BlockingQueue<StreamRecord> arrived = new ArrayBlockingQueue<>(10 * COMMITS);
  private final LocalDynamoDb tables;

  RealStreamTest(LocalDynamoDb tables) {
    this.tables = tables;
    tables.create(List.of(TABLE));
  }

  @Test
  void commits_arrive_as_they_were_appended(@TempDir Path folder) throws InterruptedException {
    List<Commit<EncodedEvent>> appended = append();
    try (LocalSqs queues = LocalSqs.start()) {
      EventSources sources =
          EventSources.start(
              stack(),
              new EventSources.Services(this::invoke, tables, queues, Chaos.NONE, new StopSignal()),
              LowWaterMark.of(
                  new OutstandingWork(),
                  new LowWaterMark.Stores(() -> {}, List::of),
                  folder.resolve("checkpoint")));
      try {
        assertThat(receive()).isEqualTo(appended);
      } finally {
        sources.close();
      }
    }
  }

  private List<Commit<EncodedEvent>> append() {
    var store =
        new DynamoDbEventStore<>(
            tables.client(),
            TABLE.tableName(),
            EventCodec.asStored(),
            TextStateCodec.FORMAT,
            PublishingLimits.NONE);
    RandomPayloads payloads = new RandomPayloads(17);
    StreamId stream = Commits.newStream();
    List<Commit<EncodedEvent>> appended = new ArrayList<>();
    for (int number = 0; number < COMMITS; number++) {
      appended.add(
          Commits.at(
              stream,
              1 + 2L * number,
              new EncodedEvent("One", 1, payloads.next()),
              new EncodedEvent("Other", 2, payloads.next())));
      store.append(appended.getLast());
    }
    return appended;
  }

  private Invocation invoke(String function, String event) {
    arrived.addAll(
        StreamEventReader.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8))));
    return new Invocation.Answered("{\"batchItemFailures\":[]}");
  }

  private List<Commit<EncodedEvent>> receive() throws InterruptedException {
    List<Commit<EncodedEvent>> received = new ArrayList<>();
    while (received.size() < COMMITS
        && arrived.poll(30, TimeUnit.SECONDS) instanceof StreamRecord.Committed next) {
      received.add(next.commit());
    }
    return received;
  }

  private static Stack stack() {
    var mapping =
        new MappingDeclaration.FromStream(
            "Commits",
            LocalArn.stream(TABLE.tableName()),
            40,
            Duration.ZERO,
            List.of("{\"eventName\":[\"INSERT\"]}"),
            true,
            "TRIM_HORIZON",
            3,
            null,
            false,
            1,
            null);
    var function =
        new FunctionDeclaration(
            "Relay",
            "relay",
            "none",
            null,
            25,
            Duration.ofSeconds(10),
            128,
            1,
            Map.of(),
            List.of(),
            List.of(mapping),
            EventInvokeConfig.DEFAULTS);
    return new Stack(
        "test",
        Map.of(),
        List.of(TABLE),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(function),
        List.of());
  }
}
