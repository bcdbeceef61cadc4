package dev.headwater.dynamodb.internal;

import dev.headwater.audit.PatientCalls;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table that is read as a whole. Transient failures are retried for several seconds. */
public record TableAccess(DynamoDbClient client, String tableName, Host host) {
  /** The same table, used at no more than this many capacity units per second; 0 means no limit. */
  public TableAccess within(int unitsPerSecond) {
    return unitsPerSecond == 0
        ? this
        : new TableAccess(
            new MeteredClient(client, new UnitLimiter(host, unitsPerSecond)::spend),
            tableName,
            host);
  }

  /**
   * Makes a call that is safe to repeat.
   *
   * @throws UnavailableException the last failure
   */
  public <T> T call(Supplier<T> call) {
    return new PatientCalls(host).call(call);
  }

  /**
   * The approximate number of items; DynamoDB updates it about every six hours.
   *
   * @throws UnavailableException if DynamoDB does not describe the table
   */
  public long approximateItems() {
    return call(
        () -> {
          try {
            Long count =
                client.describeTable(describe -> describe.tableName(tableName)).table().itemCount();
            return count == null ? 0L : count;
          } catch (SdkException e) {
            throw SdkFailures.ofRead("describe table " + tableName, e);
          }
        });
  }
}
