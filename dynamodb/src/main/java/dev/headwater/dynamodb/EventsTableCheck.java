package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.SdkFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What an events table must be, looked up once at the start of a writer. */
public final class EventsTableCheck {
  private static final Logger LOG = LoggerFactory.getLogger(EventsTableCheck.class);

  private EventsTableCheck() {}

  /**
   * Refuses a table on which the guarantees would not hold.
   *
   * <p>Replicas in other Regions that are eventually consistent settle two writes of one version by
   * "last writer wins", and a commit would be lost. Strongly consistent ones keep all guarantees,
   * but have no transactions, so they have no claims. Source: <a href=
   * "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html">
   * How DynamoDB global tables work</a>.
   *
   * <p>Refuses on evidence alone: a table that DynamoDB does not describe for now is let pass, with
   * a warning, so that no start depends on it. A Lambda function with SnapStart starts when its
   * version is published, another one at each cold start.
   *
   * @throws IllegalStateException when the table is refused; the message says what to change
   */
  public static void check(DynamoDbClient client, String tableName, boolean withClaims) {
    TableDescription table;
    try {
      table = client.describeTable(describe -> describe.tableName(tableName)).table();
    } catch (SdkException e) {
      LOG.warn(
          "Not checked whether table {} is replicated: {}",
          tableName,
          SdkFailures.ofRead("describe it", e).getMessage());
      return;
    }
    check(table, withClaims);
  }

  /**
   * The same of a table that somebody has described.
   *
   * @throws IllegalStateException when the table is refused; the message says what to change
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
              + " has multi-Region strong consistency and so no transactions, which claims"
              + " need: switch the claims off, or use one Region");
    }
  }
}
