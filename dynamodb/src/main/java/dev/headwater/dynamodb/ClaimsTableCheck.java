package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.ClaimsMark;
import dev.headwater.dynamodb.internal.DomainEvents;
import dev.headwater.dynamodb.internal.StartCalls;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Checks, once when a writer starts, that a claims table holds the claims of all events: in a table
 * that was never filled, every value would be free.
 */
public final class ClaimsTableCheck {
  private ClaimsTableCheck() {}

  /**
   * Refuses a claims table that was never filled from events. If the events table is empty, there
   * is nothing to fill it with, and the table is marked.
   *
   * @return whether the table holds the claims of these events. If not, it holds those of another
   *     events table, which this one has replaced, as after a point-in-time recovery: then no
   *     commit may change a claim until {@link #isComplete} says so
   * @throws IllegalStateException if the table is refused; the message says what to run
   * @throws UnavailableException if DynamoDB does not answer for 30 seconds
   */
  public static boolean check(
      DynamoDbClient client, String eventsTable, String claimsTable, Host host) {
    var mark = new ClaimsMark(client, claimsTable);
    var calls = new StartCalls(host);
    Optional<String> marked = calls.call(() -> Optional.ofNullable(mark.eventsTable()));
    if (marked.filter(eventsTable::equals).isPresent()) {
      return true;
    }
    boolean hasEvents = calls.call(() -> DomainEvents.exist(client, eventsTable));
    if (marked.isPresent()) {
      if (!hasEvents) {
        throw new IllegalStateException(
            ofOthers(mark, marked.get(), eventsTable)
                + ", which is empty: name the right events table, or use an empty claims table");
      }
      return false;
    }
    if (hasEvents) {
      throw new IllegalStateException(
          "Table "
              + claimsTable
              + " does not hold the claims of the events in "
              + eventsTable
              + " yet: run \"headwater claims repair\" (with --setting, if this deployment"
              + " switches claims on), then start again");
    }
    calls.run(() -> mark.set(eventsTable));
    return true;
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
    var mark = new ClaimsMark(client, claimsTable);
    String marked = mark.eventsTable();
    if (isOfOthers(marked, eventsTable)) {
      throw new IllegalStateException(
          ofOthers(mark, marked, eventsTable)
              + ". If "
              + eventsTable
              + " has replaced it, as after a point-in-time recovery, run \"headwater claims repair"
              + " --take-over\"");
    }
  }

  /**
   * Lets a repair fill a claims table from these events that is marked as filled from others: until
   * it has marked the table, no writer changes a claim.
   *
   * @throws UnavailableException if DynamoDB does not answer
   */
  public static void takeOver(DynamoDbClient client, String eventsTable, String claimsTable) {
    var mark = new ClaimsMark(client, claimsTable);
    if (isOfOthers(mark.eventsTable(), eventsTable)) {
      mark.begin(eventsTable);
    }
  }

  private static boolean isOfOthers(@Nullable String marked, String eventsTable) {
    return marked != null
        && !marked.equals(eventsTable)
        && !ClaimsMark.isBegun(marked, eventsTable);
  }

  private static String ofOthers(ClaimsMark mark, @Nullable String marked, String eventsTable) {
    return "Table "
        + mark.claimsTable()
        + " holds the claims of events table "
        + marked
        + ", not those of "
        + eventsTable;
  }

  /**
   * Whether a claims table holds the claims of all events: it was filled from them, or there are
   * none.
   *
   * @throws UnavailableException if DynamoDB does not answer
   */
  public static boolean isComplete(DynamoDbClient client, String eventsTable, String claimsTable) {
    String marked = new ClaimsMark(client, claimsTable).eventsTable();
    return marked == null ? !DomainEvents.exist(client, eventsTable) : marked.equals(eventsTable);
  }

  /**
   * Whether a claims table holds the claims of another events table, so that a repair has to take
   * it over.
   *
   * @throws UnavailableException if DynamoDB does not answer
   */
  public static boolean isOfAnotherTable(
      DynamoDbClient client, String eventsTable, String claimsTable) {
    return isOfOthers(new ClaimsMark(client, claimsTable).eventsTable(), eventsTable);
  }

  /** Whether claims have to be repaired before a writer may start. */
  public static boolean needsRepair(DynamoDbClient client, String eventsTable, String claimsTable) {
    return new ClaimsMark(client, claimsTable).eventsTable() == null
        && DomainEvents.exist(client, eventsTable);
  }
}
