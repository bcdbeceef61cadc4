package dev.headwater.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.almworks.sqlite4java.SQLiteBackup;
import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.TableDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class WriteAheadLogTest {
  /** The offset of the write and read format versions in a database file. */
  private static final int FORMAT = 18;

  private static final byte WRITE_AHEAD = 2;
  private static final Map<String, AttributeValue> ITEM = Map.of("id", AttributeValue.fromS("a"));

  @TempDir Path folder;

  @Test
  void new_tables_use_a_write_ahead_log() throws IOException {
    try (LocalDynamoDb tables = LocalDynamoDb.start(folder)) {
      put(tables);

      assertThat(format(folder)).containsExactly(WRITE_AHEAD, WRITE_AHEAD);
    }
  }

  @Test
  void tables_with_a_rollback_journal_keep_their_items(@TempDir Path older) throws Exception {
    try (LocalDynamoDb tables = LocalDynamoDb.start(folder)) {
      put(tables);
    }
    copyWithRollbackJournal(older);
    assertThat(format(older)).doesNotContain(WRITE_AHEAD);

    try (LocalDynamoDb tables = LocalDynamoDb.start(older)) {
      assertThat(format(older)).containsExactly(WRITE_AHEAD, WRITE_AHEAD);
      assertThat(tables.client().scan(scan -> scan.tableName("items")).items())
          .containsExactly(ITEM);
    }
  }

  @Test
  void names_a_file_that_is_not_a_database() throws IOException {
    Files.writeString(
        database(folder), "not a database, and long enough to have a header of one\n".repeat(20));

    assertThatThrownBy(() -> LocalDynamoDb.start(folder))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("Cannot open the tables");
  }

  private static void put(LocalDynamoDb tables) {
    tables.create(
        List.of(
            new TableDeclaration(
                "Items",
                "items",
                Map.of("id", "S"),
                new TableDeclaration.Key("id", null),
                List.of(),
                null)));
    tables.client().putItem(put -> put.tableName("items").item(ITEM));
  }

  /**
   * Copies the database into another folder and gives the copy a rollback journal. The original
   * cannot be switched: DynamoDB Local closes it some time after it reports that it has stopped,
   * and SQLite does not wait for other connections when it leaves the write-ahead log.
   */
  private void copyWithRollbackJournal(Path target) throws SQLiteException {
    SQLiteConnection original = new SQLiteConnection(database(folder).toFile());
    try {
      original.open(false).setBusyTimeout(10_000);
      SQLiteBackup backup = original.initializeBackup(database(target).toFile());
      SQLiteConnection copy = backup.getDestinationConnection();
      try {
        assertThat(backup.backupStep(-1)).isTrue();
        backup.dispose(false);
        copy.exec("PRAGMA journal_mode = DELETE");
      } finally {
        copy.dispose();
      }
    } finally {
      original.dispose();
    }
  }

  private static byte[] format(Path folder) throws IOException {
    byte[] file = Files.readAllBytes(database(folder));
    return new byte[] {file[FORMAT], file[FORMAT + 1]};
  }

  private static Path database(Path folder) {
    return folder.resolve("shared-local-instance.db");
  }
}
