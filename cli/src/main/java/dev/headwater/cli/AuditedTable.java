package dev.headwater.cli;

import dev.headwater.dynamodb.ClaimsTableCheck;
import dev.headwater.dynamodb.EventsTableCheck;
import dev.headwater.host.UnavailableException;
import dev.headwater.local.Endpoints;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** An events table and its claims table. Both existed when this was created. */
record AuditedTable(DynamoDbClient client, String events, String claims) implements AutoCloseable {
  /** The tables of the service that runs on a data folder. */
  static AuditedTable ofService(Path folder) {
    Endpoints endpoints = ExistingTables.endpoints(folder);
    return open(
        ExistingTables.of(endpoints),
        ExistingTables.name(endpoints, ExistingTables.EVENTS, folder),
        ExistingTables.name(endpoints, ExistingTables.CLAIMS, folder));
  }

  /** Tables on AWS, with the environment's credentials and, unless one is given, its Region. */
  static AuditedTable onAws(String events, String claims, @Nullable String region) {
    return open(ExistingTables.onAws(region), events, claims);
  }

  private static AuditedTable open(DynamoDbClientBuilder builder, String events, String claims) {
    DynamoDbClient client =
        ExistingTables.open(
            builder,
            new ExistingTables.Wanted(events, table -> EventsTableCheck.check(table, true)),
            new ExistingTables.Wanted(claims, table -> {}));
    try {
      ClaimsTableCheck.requireClaimsOf(client, events, claims);
    } catch (IllegalStateException refused) {
      client.close();
      throw new CommandException(refused.getMessage() + ".", null);
    } catch (UnavailableException e) {
      client.close();
      throw e;
    }
    return new AuditedTable(client, events, claims);
  }

  @Override
  public void close() {
    client.close();
  }
}
