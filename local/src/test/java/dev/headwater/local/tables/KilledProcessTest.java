package dev.headwater.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

class KilledProcessTest {
  private static final int ENOUGH = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(50);

  private static final int CALLERS = 8;

  private final List<String> acknowledgedTransactions = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void acknowledged_writes_survive_a_killed_process() throws Exception {
    List<String> acknowledged = putUntilKilled(folder.resolve("acknowledged"));

    assertThat(found()).containsAll(acknowledged);
  }

  /** DynamoDB Local alone loses the last transaction in most runs. */
  @Test
  void acknowledged_transactions_survive_an_immediate_kill() throws Exception {
    try (TablesProcess tables = TablesProcess.start(folder);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int caller = 0; caller < CALLERS; caller++) {
        int number = caller;
        callers.execute(() -> transactUntilKilled(tables, number));
      }
    }

    assertThat(acknowledgedTransactions).hasSize(ENOUGH);
    assertThat(found()).containsAll(acknowledgedTransactions);
  }

  private void transactUntilKilled(TablesProcess tables, int caller) {
    try (DynamoDbClient client = tables.client()) {
      for (int turn = 0; turn < ENOUGH && !isKilled(); turn++) {
        String id = caller + "-" + turn;
        List<TransactWriteItem> puts = List.of(put(id), put("beside-" + id));
        client.transactWriteItems(transaction -> transaction.transactItems(puts));
        acknowledge(id, tables);
      }
    } catch (SdkException cut) {
      assertThat(isKilled()).isTrue();
    }
  }

  private synchronized void acknowledge(String id, TablesProcess tables) {
    if (acknowledgedTransactions.size() < ENOUGH) {
      acknowledgedTransactions.add(id);
      if (acknowledgedTransactions.size() == ENOUGH) {
        tables.kill();
      }
    }
  }

  private synchronized boolean isKilled() {
    return acknowledgedTransactions.size() == ENOUGH;
  }

  private static TransactWriteItem put(String id) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName("items").item(Map.of("id", AttributeValue.fromS(id))))
        .build();
  }

  private List<String> found() {
    try (LocalDynamoDb tables = LocalDynamoDb.start(folder)) {
      tables.create(List.of(PutsUntilKilled.TABLE));
      return tables.client().scanPaginator(r -> r.tableName("items")).items().stream()
          .flatMap(item -> item.values().stream())
          .map(AttributeValue::s)
          .toList();
    }
  }

  private List<String> putUntilKilled(Path acknowledged) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                PutsUntilKilled.class.getName(), folder.toString())
            .redirectOutput(acknowledged.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(TIMEOUT).until(() -> Files.readAllLines(acknowledged).size() > ENOUGH);
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
    // the last line may be incomplete
    List<String> lines = Files.readAllLines(acknowledged);
    return lines.subList(0, lines.size() - 1);
  }
}
