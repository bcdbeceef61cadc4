package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.SdkFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Checks, once when a writer starts, that an events table is suitable. */
public final class EventsTableCheck {
  private static final Logger LOG = LoggerFactory.getLogger(EventsTableCheck.class);

  private EventsTableCheck() {}

  /**
   * Refuses a table on which the guarantees would not hold.
   *
   * <p>With eventually consistent replicas in other Regions, the last writer of a version wins, and
   * the other commit is lost. Strongly consistent replicas keep all guarantees but have no
   * transactions, which claims need. Source: <a href=
   * "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html">
   * How DynamoDB global tables work</a>.
   *
   * <p>If DynamoDB does not describe the table, this logs a warning and accepts it, so that no
   * start depends on the call. A Lambda function with SnapStart runs the check when its version is
   * published, any other function at each cold start.
   *
   * @throws IllegalStateException if the table is refused; the message says what to change
   */
  public static void check(DynamoDbClient client, String tableName, boolean withClaims) {
    TableDescription table;
    try {
      table = client.describeTable(describe -> describe.tableName(tableName)).table();
    } catch (SdkException e) {
      LOG.warn(
          "Could not check whether table {} is replicated: {}",
          tableName,
          SdkFailures.ofRead("describe it", e).getMessage());
      return;
    }
    check(table, withClaims);
  }

  /**
   * The same check for a table description that the caller already has.
   *
   * @throws IllegalStateException if the table is refused; the message says what to change
   */
  public static void check(TableDescription table, boolean withClaims) {
    boolean strong = table.multiRegionConsistency() == MultiRegionConsistency.STRONG;
    if (table.hasReplicas() && !table.replicas().isEmpty() && !strong) {
      throw new IllegalStateException(
          "Table "
              + table.tableName()
              + " is replicated with eventual consistency, which would lose commits: use one"
              + " Region, or multi-Region strong consistency");
    }
    if (strong && withClaims) {
      throw new IllegalStateException(
          "Table "
              + table.tableName()
              + " has multi-Region strong consistency and therefore no transactions, which claims"
              + " need: switch claims off, or use one Region");
    }
  }
}
