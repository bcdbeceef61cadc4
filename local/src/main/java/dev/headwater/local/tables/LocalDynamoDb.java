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
 * Amazon's DynamoDB Local in this JVM, listening on a free port of the loopback interface only. All
 * clients see the same tables, whatever Region or access key they use.
 *
 * <p>With a folder, acknowledged writes survive a restart, even after {@code kill -9}; without one,
 * everything is lost on {@link #close}. Only one process at a time may use a folder. Sends no
 * telemetry and writes nothing outside the folder, except a copy of its native library in {@code
 * java.io.tmpdir}, which is removed once it is loaded (on macOS: when the JVM ends).
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
   * Starts, and returns once it responds.
   *
   * @param folder of the tables, created if absent; {@code null} for tables in memory
   * @throws LocalCloudException when the folder cannot be used; nothing is left running
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
          ? new LocalCloudException("DynamoDB Local does not respond: restart.", e)
          : unusable(folder, e);
    }
  }

  static LocalCloudException unusable(Path folder, Exception cause) {
    return new LocalCloudException(
        "Cannot open the tables in %s: use another data folder or repair this one."
            .formatted(folder),
        cause);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /** A client of {@link #endpoint}; {@link #close} closes it. */
  public DynamoDbClient client() {
    return client;
  }

  /** A client of {@link #endpoint}; {@link #close} closes it. */
  public DynamoDbStreamsClient streams() {
    return streams;
  }

  /**
   * Creates the tables as declared, and returns once all are active. Existing tables keep their
   * items; their indexes are added and removed to match.
   *
   * @throws LocalCloudException when a table exists with other keys or another stream, or does not
   *     become active in time; earlier tables in the list stay created
   */
  public void create(List<TableDeclaration> tables) {
    TableCreation creation = new TableCreation(client, folder);
    tables.forEach(creation::create);
    tables.forEach(creation::awaitActive);
  }

  /**
   * Returns once everything read or acknowledged so far is durable; at once for tables in memory.
   *
   * @throws LocalCloudException when DynamoDB Local does not respond
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
          "Cannot create the data folder %s: choose another one.".formatted(folder), e);
    }
  }
}
