package dev.headwater.dynamodb.audit;

import dev.headwater.audit.PatientCalls;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table for work that goes through all of it: calls are repeated while that may help. */
record TableAccess(DynamoDbClient client, String tableName, Host host) {
  /** The same, whose reads together take so many read units a second at most; 0 for no limit. */
  TableAccess within(int unitsPerSecond) {
    return unitsPerSecond == 0
        ? this
        : new TableAccess(
            new RateLimitedClient(client, new ReadUnitLimiter(host, unitsPerSecond)),
            tableName,
            host);
  }

  /**
   * Makes a call that may be repeated as it is.
   *
   * @throws UnavailableException the last failure
   */
  <T> T call(Supplier<T> call) {
    return new PatientCalls(host).call(call);
  }

  /**
   * About how many items the table has: DynamoDB counts them every six hours.
   *
   * @throws UnavailableException when DynamoDB does not describe the table
   */
  long approximateItems() {
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
