package dev.headwater.local.tables;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Switches the database file of DynamoDB Local to a write-ahead log, which the file remembers. A
 * commit then forces one file to the disk once; with the rollback journal that DynamoDB Local would
 * create, it forces and deletes files four times. What was committed outlives the process, and a
 * power failure, either way.
 *
 * @see <a href="https://www.sqlite.org/wal.html">Write-Ahead Logging</a>
 */
final class WriteAheadLog {
  /** The name of a shared database, by DynamoDB Local's documentation. */
  private static final String FILE = "shared-local-instance.db";

  /** What DynamoDB Local chooses; it has to be set before the file gets its first page. */
  private static final int PAGE_BYTES = 1024;

  /** DynamoDB Local returns from its end a moment before it has closed the file. */
  private static final Duration BUSY = Duration.ofSeconds(10);

  private WriteAheadLog() {}

  /**
   * Creates the file when it is absent. Nobody else may have it open.
   *
   * @throws LocalCloudException when the file is not a database or cannot be written
   */
  static void enable(Path folder) {
    SQLiteConnection database = new SQLiteConnection(folder.resolve(FILE).toFile());
    try {
      database.open(true);
      database.setBusyTimeout(BUSY.toMillis());
      database.exec("PRAGMA page_size = " + PAGE_BYTES);
      database.exec("PRAGMA journal_mode = WAL");
    } catch (SQLiteException e) {
      throw LocalDynamoDb.unusable(folder, e);
    } finally {
      database.dispose();
    }
  }
}
