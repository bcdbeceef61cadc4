package dev.headwater.cli;

import dev.headwater.dynamodb.EventsTableCheck;
import dev.headwater.dynamodb.internal.ClaimKeys;
import dev.headwater.local.Endpoints;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** An events table with the secret of its claims. It was there when this was made. */
record AuditedTable(DynamoDbClient client, String name, ClaimKeys keys) implements AutoCloseable {
  private static final String LOGICAL_ID = ExistingTables.EVENTS;
  private static final String SECRET = "CLAIM_SECRET";

  /** That of the service which runs on a data folder. */
  static AuditedTable ofService(Path folder) {
    Endpoints endpoints = ExistingTables.endpoints(folder);
    String table = ExistingTables.name(endpoints, LOGICAL_ID, folder);
    String given = System.getenv(SECRET);
    return open(
        ExistingTables.of(endpoints),
        table,
        keys(given == null ? ServedTemplate.LAPTOP_CLAIM_SECRET : given));
  }

  /** One on AWS, with the credentials and, where none is given, the Region of the environment. */
  static AuditedTable onAws(String name, @Nullable String region) {
    String secret = System.getenv(SECRET);
    if (secret == null) {
      throw new CommandException(
          "The environment variable "
              + SECRET
              + " is not set: it must"
              + " hold the ClaimSecret that the service was deployed with.",
          null);
    }
    return open(ExistingTables.onAws(region), name, keys(secret));
  }

  private static ClaimKeys keys(String secret) {
    if (secret.length() < ClaimKeys.MIN_SECRET_LENGTH) {
      throw new CommandException(
          "The environment variable "
              + SECRET
              + " has fewer than "
              + ClaimKeys.MIN_SECRET_LENGTH
              + " characters: it cannot be the ClaimSecret of a"
              + " deployment.",
          null);
    }
    return new ClaimKeys(secret);
  }

  private static AuditedTable open(DynamoDbClientBuilder builder, String name, ClaimKeys keys) {
    DynamoDbClient client =
        ExistingTables.open(
            builder, new ExistingTables.Wanted(name, table -> EventsTableCheck.check(table, true)));
    return new AuditedTable(client, name, keys);
  }

  @Override
  public void close() {
    client.close();
  }
}
