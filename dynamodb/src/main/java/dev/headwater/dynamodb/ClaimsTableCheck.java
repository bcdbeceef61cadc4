package dev.headwater.dynamodb;

import dev.headwater.audit.PatientCalls;
import dev.headwater.dynamodb.internal.ClaimsMark;
import dev.headwater.dynamodb.internal.SdkFailures;
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
   * @throws UnavailableException if DynamoDB does not answer after several tries
   */
  public static void check(
      DynamoDbClient client, String eventsTable, String claimsTable, Host host) {
    new PatientCalls(host)
        .call(
            () -> {
              check(client, eventsTable, claimsTable);
              return true;
            });
  }

  private static void check(DynamoDbClient client, String eventsTable, String claimsTable) {
    ClaimsMark mark = new ClaimsMark(client, claimsTable);
    if (isFilledFrom(mark, eventsTable)) {
      return;
    }
    if (hasEvents(client, eventsTable)) {
      throw new IllegalStateException(
          "Table "
              + claimsTable
              + " does not hold the claims of the events in "
              + eventsTable
              + " yet: run \"headwater claims repair --table "
              + eventsTable
              + " --claims-table "
              + claimsTable
              + "\", then start again");
    }
    mark.set(eventsTable);
  }

  /**
   * Refuses a claims table that is marked as filled from another events table.
   *
   * @throws IllegalStateException if the table is refused
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
              + eventsTable);
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
