package dev.headwater.cli;

import dev.headwater.local.Endpoints;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.service.functions.AwsHttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Finds tables of a running service or on AWS, or fails with a one-sentence message. */
final class ExistingTables {
  static final String EVENTS = "EventsTable";
  static final String CLAIMS = "ClaimsTable";
  static final String VIEWS = "CustomersTable";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private ExistingTables() {}

  /** The endpoints of the customer service that runs on a data folder. */
  static Endpoints endpoints(Path folder) {
    Endpoints endpoints = running(folder);
    name(endpoints, VIEWS, folder); // other services have events and claims, too
    return endpoints;
  }

  private static Endpoints running(Path folder) {
    try {
      return Endpoints.read(folder.toAbsolutePath())
          .orElseThrow(
              () ->
                  new CommandException(
                      "No service is running on "
                          + folder.toAbsolutePath()
                          + ": start one with ./headwater serve, or pass its folder with --data.",
                      null));
    } catch (LocalCloudException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e.getCause());
    }
  }

  static String name(Endpoints endpoints, String logicalId, Path folder) {
    String table = endpoints.tables().get(logicalId);
    if (table == null) {
      throw new CommandException(
          "The service running on "
              + folder
              + " is not the customer service: it has no "
              + logicalId
              + ".",
          null);
    }
    return table;
  }

  static DynamoDbClientBuilder of(Endpoints endpoints) {
    return builder()
        .endpointOverride(endpoints.dynamodb())
        .region(Region.of(endpoints.region()))
        .credentialsProvider(LocalCredentials.PROVIDER);
  }

  /** With the environment's credentials and, unless one is given, its Region. */
  static DynamoDbClientBuilder onAws(@Nullable String region) {
    DynamoDbClientBuilder builder = builder();
    if (region != null) {
      builder.region(Region.of(region));
    }
    return builder;
  }

  private static DynamoDbClientBuilder builder() {
    return DynamoDbClient.builder()
        .httpClientBuilder(AwsHttpClient.builder(CONNECT_TIMEOUT, ANSWER_TIMEOUT));
  }

  /**
   * A table that must exist.
   *
   * @param check throws an {@link IllegalStateException} that says why the table cannot be used
   */
  record Wanted(String name, Consumer<TableDescription> check) {}

  /** A client for these tables, after checking that they exist and can be used. */
  static DynamoDbClient open(DynamoDbClientBuilder builder, Wanted... tables) {
    DynamoDbClient client = build(builder, tables[0].name());
    try {
      for (Wanted table : tables) {
        table.check().accept(describe(client, table.name()));
      }
      return client;
    } catch (IllegalStateException e) {
      client.close();
      throw new CommandException(e.getMessage() + ".", null);
    } catch (CommandException e) {
      client.close();
      throw e;
    }
  }

  private static DynamoDbClient build(DynamoDbClientBuilder builder, String table) {
    try {
      return builder.build();
    } catch (SdkException e) {
      throw cannotRead(table, e);
    }
  }

  private static TableDescription describe(DynamoDbClient client, String table) {
    try {
      return client.describeTable(describe -> describe.tableName(table)).table();
    } catch (ResourceNotFoundException e) {
      throw new CommandException(
          "There is no table " + table + " in this account and Region.", null);
    } catch (SdkException e) {
      throw cannotRead(table, e);
    }
  }

  private static CommandException cannotRead(String table, SdkException failure) {
    String hint =
        failure instanceof SdkServiceException
            ? ""
            : " Check the credentials, the Region and the network.";
    return new CommandException("Cannot read table " + table + "." + hint, failure);
  }
}
