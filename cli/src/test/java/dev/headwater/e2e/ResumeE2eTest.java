package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/** Where a start reads on after a {@code kill -9}, by the number of commits that it relays. */
class ResumeE2eTest {
  private static final int CUSTOMERS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String RELAYED = "commits_relayed_total" + "{function=\"headwater-relay\"}";

  @TempDir Path folder;

  @Test
  void a_start_after_a_kill_relays_only_what_came_after_the_mark()
      throws IOException, InterruptedException {
    try (RunningService service = RunningService.on(folder)) {
      List<String> ids =
          Stream.generate(() -> service.api().registered()).limit(CUSTOMERS).toList();
      ids.forEach(id -> awaitView(service.api(), id));
      awaitMarkAtTheEnd(service.endpoints());
      service.kill();
    }
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.output())
          .anyMatch(
              line ->
                  line.contains(
                      "(the process was killed): reading the streams again from the last"
                          + " checkpoint"));
      awaitView(service.api(), service.api().registered());
      assertThat(Metrics.of(service.api()).value(RELAYED)).isEqualTo(1);
      service.kill();
    }
    Files.delete(checkpoint());
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.output())
          .anyMatch(
              line -> line.endsWith("(its checkpoint is missing): reading the streams again"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(Metrics.of(service.api()).value(RELAYED)).isEqualTo(CUSTOMERS + 1));
    }
  }

  private Path checkpoint() {
    return folder.resolve("checkpoint.json");
  }

  private static void awaitView(CustomerApi api, String id) {
    await().atMost(PATIENCE).until(() -> api.get("/customers/" + id).status() == 200);
  }

  private void awaitMarkAtTheEnd(Endpoints endpoints) {
    String last = lastSequenceNumber(endpoints);
    await().atMost(PATIENCE).until(() -> Files.readString(checkpoint()).contains(last));
  }

  private static String lastSequenceNumber(Endpoints endpoints) {
    String table = Objects.requireNonNull(endpoints.tables().get("EventsTable"));
    try (var tables = ServiceClients.dynamoDb(endpoints);
        var streams = ServiceClients.streams(endpoints)) {
      String arn = tables.describeTable(r -> r.tableName(table)).table().latestStreamArn();
      String shard =
          streams
              .describeStream(r -> r.streamArn(arn))
              .streamDescription()
              .shards()
              .getLast()
              .shardId();
      String start =
          streams
              .getShardIterator(
                  r ->
                      r.streamArn(arn)
                          .shardId(shard)
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      List<Record> records = streams.getRecords(r -> r.shardIterator(start)).records();
      return records.getLast().dynamodb().sequenceNumber();
    }
  }
}
