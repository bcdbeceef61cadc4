package dev.headwater.local.tables;

import dev.headwater.local.ground.LocalClients;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.TableDeclaration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Amazon's DynamoDB Local in this JVM, which speaks HTTP on a free port of the loopback interface
 * and to nobody else. It has one set of tables, whatever Region or access key a client names.
 *
 * <p>With a folder, what was acknowledged is there after a restart, also after {@code kill -9};
 * without one everything is gone with {@link #close}. One process at a time may use a folder. It
 * sends no telemetry and writes nothing outside the folder, except for a copy of its native library
 * in {@code java.io.tmpdir}, which is removed as soon as it is loaded (on macOS: with the JVM).
 */
public final class LocalDynamoDb implements AutoCloseable {
  private final DynamoDbServer server;
  private final @Nullable Path folder;
  private final DynamoDbClient client;
  private final DynamoDbStreamsClient streams;

  private LocalDynamoDb(DynamoDbServer server, @Nullable Path folder) {
    this.server = server;
    this.folder = folder;
    this.client = LocalClients.configured(DynamoDbClient.builder(), endpoint()).build();
    this.streams = LocalClients.configured(DynamoDbStreamsClient.builder(), endpoint()).build();
  }

  /**
   * Starts and waits until it answers.
   *
   * @param folder where the tables lie, made when it is absent; {@code null} for in memory
   * @throws LocalCloudException when the folder cannot be used; nothing is left running then
   */
  public static LocalDynamoDb start(@Nullable Path folder) {
    if (folder != null) {
      create(folder);
    }
    LocalDynamoDb started = new LocalDynamoDb(DynamoDbServer.start(folder), folder);
    try {
      started.client.listTables();
      return started;
    } catch (SdkException e) {
      started.close();
      throw folder == null
          ? new LocalCloudException("DynamoDB Local does not answer: start again.", e)
          : unusable(folder, e);
    }
  }

  static LocalCloudException unusable(Path folder, Exception cause) {
    return new LocalCloudException(
        "The tables in %s cannot be opened: use another data folder or repair this one."
            .formatted(folder),
        cause);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /** A client of {@link #endpoint}; closed with this. */
  public DynamoDbClient client() {
    return client;
  }

  /** A client of {@link #endpoint}; closed with this. */
  public DynamoDbStreamsClient streams() {
    return streams;
  }

  /**
   * Makes the tables as declared, and returns when all of them are active. Tables that are there
   * already keep their items; indexes are added to and removed from them.
   *
   * @throws LocalCloudException when a table is there with other keys or another stream, or does
   *     not become active in time; the tables before it in the list have been made then
   */
  public void create(List<TableDeclaration> tables) {
    TableCreation creation = new TableCreation(client, folder);
    tables.forEach(creation::create);
    tables.forEach(creation::awaitActive);
  }

  /**
   * Returns when all that was read or answered before outlives the process; at once when the tables
   * are in memory.
   *
   * @throws LocalCloudException when there is no answer
   */
  public void awaitDurable() {
    server.awaitDurable();
  }

  @Override
  public void close() {
    client.close();
    streams.close();
    server.close();
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new LocalCloudException(
          "The data folder %s cannot be made: choose another one.".formatted(folder), e);
    }
  }
}
