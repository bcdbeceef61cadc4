package dev.headwater.dynamodb.views;

import dev.headwater.audit.PatientCalls;
import dev.headwater.dynamodb.internal.ListShardsMark;
import dev.headwater.dynamodb.internal.StartCalls;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Checks, once when a function starts, that it is configured with the number of list shards that
 * its views table was created with. A writer with another number would move views to shards that
 * are not read, and a reader with a smaller one would miss views. So the first writer's number is
 * stored in the table, and never changes.
 */
public final class ViewsTableCheck {
  private ViewsTableCheck() {}

  /**
   * Stores the number of shards in a table that has none; refuses a table that has another one.
   *
   * @throws IllegalStateException when the table is refused; the message says what to change
   * @throws UnavailableException when DynamoDB does not answer for 30 seconds
   */
  public static void checkWriter(
      DynamoDbClient client, ViewTable table, String keyName, Host host) {
    var mark = new ListShardsMark(client, table.name(), keyName);
    check(table, new StartCalls(host).call(() -> mark.readOrSet(table.shards())));
  }

  /**
   * Refuses a table that has another number of shards. A table without a number is accepted: its
   * lists are still empty.
   *
   * @throws IllegalStateException when the table is refused; the message says what to change
   * @throws UnavailableException when DynamoDB does not answer for 30 seconds
   */
  public static void checkReader(
      DynamoDbClient client, ViewTable table, String keyName, Host host) {
    var mark = new ListShardsMark(client, table.name(), keyName);
    @Nullable Integer shards = new StartCalls(host).call(mark::read);
    if (shards != null) {
      check(table, shards);
    }
  }

  private static void check(ViewTable table, int shards) {
    if (shards != table.shards()) {
      throw new IllegalStateException(
          "The lists in table "
              + table.name()
              + " are spread over "
              + shards
              + " shards, and this function is configured with "
              + table.shards()
              + ": set the number back, since it cannot change");
    }
  }

  /**
   * The number of shards stored in a table, for an operator's tools; empty until a writer has
   * started.
   *
   * @throws IllegalStateException when the stored number cannot be read
   * @throws UnavailableException when DynamoDB does not answer after several tries, or at once when
   *     permissions are missing
   */
  public static OptionalInt listShards(
      DynamoDbClient client, String tableName, String keyName, Host host) {
    var mark = new ListShardsMark(client, tableName, keyName);
    @Nullable Integer shards = new PatientCalls(host).call(mark::read);
    return shards == null ? OptionalInt.empty() : OptionalInt.of(shards);
  }
}
