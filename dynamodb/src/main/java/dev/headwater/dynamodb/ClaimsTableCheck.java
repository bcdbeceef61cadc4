package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.ClaimsMark;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.internal.StartCalls;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Checks, once when a writer starts, that a claims table holds the claims of all events: in a table
 * that was never filled, every value would be free.
 */
public final class ClaimsTableCheck {
  private ClaimsTableCheck() {}

  /**
   * Refuses a claims table that is not marked as filled from this events table. If the events table
   * is empty, there is nothing to fill it with, and the table is marked.
   *
   * @throws IllegalStateException if the table is refused; the message says what to run
   * @throws UnavailableException if DynamoDB does not answer for 30 seconds
   */
  public static void check(
      DynamoDbClient client, String eventsTable, String claimsTable, Host host) {
    var mark = new ClaimsMark(client, claimsTable);
    var calls = new StartCalls(host);
    if (calls.call(() -> isFilledFrom(mark, eventsTable))) {
      return;
    }
    if (calls.call(() -> hasEvents(client, eventsTable))) {
      throw new IllegalStateException(
          "Table "
              + claimsTable
              + " does not hold the claims of the events in "
              + eventsTable
              + " yet: run \"headwater claims repair\" (with --setting, if this deployment"
              + " switches claims on), then start again");
    }
    calls.run(() -> mark.set(eventsTable));
  }

  /**
   * Removes the mark of a claims table, before a writer without claims starts: its events will lack
   * their claims. To switch claims on again, repair them first.
   *
   * @throws UnavailableException if DynamoDB does not answer for 30 seconds
   */
  public static void switchOff(DynamoDbClient client, String claimsTable, Host host) {
    new StartCalls(host).run(new ClaimsMark(client, claimsTable)::remove);
  }

  /**
   * Refuses a claims table that is marked as filled from another events table.
   *
   * @throws IllegalStateException if the table is refused; the message says what to do
   * @throws UnavailableException if DynamoDB does not answer
   */
  public static void requireClaimsOf(
      DynamoDbClient client, String eventsTable, String claimsTable) {
    isFilledFrom(new ClaimsMark(client, claimsTable), eventsTable);
  }

  /** False if the table has no mark; refuses the mark of another events table. */
  private static boolean isFilledFrom(ClaimsMark mark, String eventsTable) {
    String marked = mark.eventsTable();
    if (marked != null && !marked.equals(eventsTable)) {
      throw new IllegalStateException(
          "Table "
              + mark.claimsTable()
              + " holds the claims of events table "
              + marked
              + ", not those of "
              + eventsTable
              + ". If that table was restored under another name, delete the item FILLED and run"
              + " \"headwater claims repair\"");
    }
    return marked != null;
  }

  /** Whether claims have to be repaired before a writer may start. */
  public static boolean needsRepair(DynamoDbClient client, String eventsTable, String claimsTable) {
    return new ClaimsMark(client, claimsTable).eventsTable() == null
        && hasEvents(client, eventsTable);
  }

  private static boolean hasEvents(DynamoDbClient client, String eventsTable) {
    try {
      return !client
          .scan(scan -> scan.tableName(eventsTable).limit(1).consistentRead(true))
          .items()
          .isEmpty();
    } catch (SdkException e) {
      throw SdkFailures.ofRead("scan " + eventsTable, e);
    }
  }
}
