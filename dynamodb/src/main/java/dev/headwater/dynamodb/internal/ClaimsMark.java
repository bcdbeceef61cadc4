package dev.headwater.dynamodb.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item that marks a claims table as holding the claims of all events, and names their events
 * table.
 */
public record ClaimsMark(DynamoDbClient client, String claimsTable) {
  private static final String EVENTS_TABLE = "eventsTable";

  /** After the name of a table, which it cannot be a part of. */
  private static final String UNFINISHED = " (repair not finished)";

  /** The events table whose claims this table holds; {@code null} if it has no mark. */
  public @Nullable String eventsTable() {
    try {
      AttributeValue name =
          client
              .getItem(
                  get ->
                      get.tableName(claimsTable)
                          .key(ClaimItem.key(ClaimItem.MARK))
                          .consistentRead(true))
              .item()
              .get(EVENTS_TABLE);
      return name == null ? null : name.s();
    } catch (SdkException e) {
      throw SdkFailures.ofRead("read the mark of " + claimsTable, e);
    }
  }

  /** Removes the mark, if there is one. */
  public void remove() {
    try {
      client.deleteItem(delete -> delete.tableName(claimsTable).key(ClaimItem.key(ClaimItem.MARK)));
    } catch (SdkException e) {
      throw SdkFailures.ofWrite("remove the mark of " + claimsTable, e);
    }
  }

  /** Marks the table as filled. */
  public void set(String eventsTable) {
    put(eventsTable);
  }

  /**
   * Marks the table as neither filled from these events yet nor from any others any longer. {@link
   * #set} ends that.
   */
  public void begin(String eventsTable) {
    put(eventsTable + UNFINISHED);
  }

  /** Whether a mark, as {@link #eventsTable} returned it, is that of {@link #begin}. */
  public static boolean isBegun(String mark, String eventsTable) {
    return mark.equals(eventsTable + UNFINISHED);
  }

  private void put(String eventsTable) {
    try {
      client.putItem(
          put ->
              put.tableName(claimsTable)
                  .item(
                      Map.of(
                          ClaimItem.PK,
                          AttributeValue.fromS(ClaimItem.MARK),
                          EVENTS_TABLE,
                          AttributeValue.fromS(eventsTable))));
    } catch (SdkException e) {
      throw SdkFailures.ofWrite("mark " + claimsTable + " as filled", e);
    }
  }
}
