package dev.headwater.dynamodb;

import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An events table for work that goes through all of it: calls are repeated while they may help. */
public record TableAccess(DynamoDbClient client, String tableName, Host host) {
  /** With their back-off, some seconds, beside what the SDK itself repeats. */
  private static final int MAX_CALLS = 10;

  /** The same, whose reads together take so many read units a second at most; 0 for no limit. */
  TableAccess within(int unitsPerSecond) {
    return unitsPerSecond == 0
        ? this
        : new TableAccess(
            new MeteredReads(client, new ReadRate(host, unitsPerSecond)), tableName, host);
  }

  /**
   * Makes a call that may be repeated as it is.
   *
   * @throws UnavailableException the last failure
   */
  <T> T call(Supplier<T> call) {
    for (int calls = 1; ; calls++) {
      try {
        return call.get();
      } catch (UnavailableException e) {
        if (!e.mayPass() || calls == MAX_CALLS) {
          throw e;
        }
        host.backOff(calls);
      }
    }
  }
}
