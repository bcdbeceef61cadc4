package dev.headwater.dynamodb.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The item of a views table that holds the number of shards its lists are spread over.
 *
 * @param keyName the name of the table's key
 */
public record ListShardsMark(DynamoDbClient client, String viewsTable, String keyName) {
  /** Never the id of an aggregate, since those do not begin with {@code #}. */
  private static final String KEY = "#list-shards";

  private static final String SHARDS = "shards";

  /** Whether this is the key of the mark and not of a view. */
  public static boolean isKey(String key) {
    return KEY.equals(key);
  }

  /** The stored number, read strongly consistently; {@code null} if there is none. */
  public @Nullable Integer read() {
    Map<String, AttributeValue> item;
    try {
      item =
          client.getItem(get -> get.tableName(viewsTable).key(key()).consistentRead(true)).item();
    } catch (SdkException e) {
      throw SdkFailures.ofRead("read the number of list shards in " + viewsTable, e);
    }
    return item.isEmpty() ? null : shards(item);
  }

  /** Stores the number if there is none yet, and returns the stored one. */
  public int readOrSet(int shards) {
    try {
      client.putItem(
          put ->
              put.tableName(viewsTable)
                  .item(
                      Map.of(
                          keyName, AttributeValue.fromS(KEY),
                          SHARDS, AttributeValue.fromN(Integer.toString(shards))))
                  .conditionExpression("attribute_not_exists(#key)")
                  .expressionAttributeNames(Map.of("#key", keyName))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return shards;
    } catch (ConditionalCheckFailedException e) {
      return shards(e.item());
    } catch (SdkException e) {
      throw SdkFailures.ofWrite("store the number of list shards in " + viewsTable, e);
    }
  }

  private Map<String, AttributeValue> key() {
    return Map.of(keyName, AttributeValue.fromS(KEY));
  }

  private int shards(Map<String, AttributeValue> item) {
    try {
      return new Attributes(item).smallInteger(SHARDS);
    } catch (IllegalArgumentException damaged) {
      throw new IllegalStateException(
          "Item "
              + KEY
              + " of table "
              + viewsTable
              + " is damaged: '"
              + SHARDS
              + "' is not a number");
    }
  }
}
