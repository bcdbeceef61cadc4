package dev.headwater.local.tables;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Switches DynamoDB Local's database file to a write-ahead log; the setting is stored in the file.
 * A commit then syncs one file once, whereas with DynamoDB Local's rollback journal it syncs and
 * deletes files four times. Either way, commits survive a killed process and a power failure.
 *
 * @see <a href="https://www.sqlite.org/wal.html">Write-Ahead Logging</a>
 */
final class WriteAheadLog {
  /** DynamoDB Local's documented name of a shared database. */
  private static final String FILE = "shared-local-instance.db";

  /** DynamoDB Local's own choice; it must be set before the file gets its first page. */
  private static final int PAGE_BYTES = 1024;

  /** DynamoDB Local reports that it has stopped a moment before it closes the file. */
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

  private WriteAheadLog() {}

  /**
   * Switches the file, creating it if absent. No other connection may have it open.
   *
   * @throws LocalCloudException when the file is not a database or cannot be written
   */
  static void enable(Path folder) {
    SQLiteConnection database = new SQLiteConnection(folder.resolve(FILE).toFile());
    try {
      database.open(true);
      database.setBusyTimeout(BUSY_TIMEOUT.toMillis());
      database.exec("PRAGMA page_size = " + PAGE_BYTES);
      database.exec("PRAGMA journal_mode = WAL");
    } catch (SQLiteException e) {
      throw LocalDynamoDb.unusable(folder, e);
    } finally {
      database.dispose();
    }
  }
}
