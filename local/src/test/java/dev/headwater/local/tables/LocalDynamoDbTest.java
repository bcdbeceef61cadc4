package dev.headwater.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.local.template.TableDeclaration.Index;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class LocalDynamoDbTest {
  private static final Index BY_STATUS =
      new Index("byStatus", new TableDeclaration.Key("status", "id"), "INCLUDE", List.of("email"));

  @TempDir Path folder;

  /** In Turkish, lower-casing I gives a dotless letter, which breaks locale-dependent names. */
  @Test
  void starts_and_keeps_items_in_a_turkish_locale() throws Exception {
    try (TablesProcess tables =
            TablesProcess.start(folder, "-Duser.language=tr", "-Duser.country=TR");
        DynamoDbClient client = tables.client()) {
      client.putItem(put -> put.tableName("items").item(Map.of("id", AttributeValue.fromS("I"))));

      assertThat(client.scan(scan -> scan.tableName("items")).items()).hasSize(1);
    }
  }

  @Test
  void creates_tables_with_keys_indexes_and_stream() {
    try (LocalDynamoDb tables = LocalDynamoDb.start(null)) {
      tables.create(List.of(views(List.of(BY_STATUS), "NEW_IMAGE")));

      TableDescription found = describe(tables);
      assertThat(found.streamSpecification().streamViewTypeAsString()).isEqualTo("NEW_IMAGE");
      assertThat(found.globalSecondaryIndexes())
          .singleElement()
          .satisfies(
              index -> {
                assertThat(index.indexName()).isEqualTo("byStatus");
                assertThat(index.projection().nonKeyAttributes()).containsExactly("email");
              });
    }
  }

  @Test
  void keeps_items_over_a_restart_in_the_same_folder() {
    try (LocalDynamoDb tables = LocalDynamoDb.start(folder)) {
      tables.create(List.of(views(List.of(), null)));
      put(tables, "c-1");
    }
    try (LocalDynamoDb tables = LocalDynamoDb.start(folder)) {
      tables.create(List.of(views(List.of(), null)));
      assertThat(tables.client().scan(r -> r.tableName("views")).items())
          .containsExactly(Map.of("id", AttributeValue.fromS("c-1")));
    }
  }

  @Test
  void adds_and_removes_indexes_of_an_existing_table() {
    try (LocalDynamoDb tables = LocalDynamoDb.start(null)) {
      tables.create(List.of(views(List.of(), null)));
      put(tables, "c-1");

      tables.create(List.of(views(List.of(BY_STATUS), null)));
      assertThat(indexes(tables)).containsExactly("byStatus");

      tables.create(List.of(views(List.of(), null)));
      assertThat(indexes(tables)).isEmpty();
      assertThat(tables.client().scan(r -> r.tableName("views")).count()).isEqualTo(1);
    }
  }

  @Test
  void refuses_an_existing_table_with_another_key() {
    try (LocalDynamoDb tables = LocalDynamoDb.start(folder)) {
      tables.create(List.of(views(List.of(), null)));
      TableDeclaration other =
          new TableDeclaration(
              "Views",
              "views",
              Map.of("PK", "S", "SK", "N"),
              new TableDeclaration.Key("PK", "SK"),
              List.of(),
              null);

      assertThatThrownBy(() -> tables.create(List.of(other)))
          .isInstanceOf(LocalCloudException.class)
          .hasMessage(
              "Table views exists "
                  + "with the key (id:S), but the template declares the key (PK:S, SK:N): "
                  + "use another data folder, or delete "
                  + folder
                  + " and all its tables.");
    }
  }

  @Test
  void refuses_an_existing_table_with_another_stream() {
    try (LocalDynamoDb tables = LocalDynamoDb.start(null)) {
      tables.create(List.of(views(List.of(), null)));

      assertThatThrownBy(() -> tables.create(List.of(views(List.of(), "NEW_IMAGE"))))
          .isInstanceOf(LocalCloudException.class)
          .hasMessageContaining("exists with no stream")
          .hasMessageContaining("declares the stream NEW_IMAGE");
    }
  }

  @Test
  void refuses_an_existing_index_with_another_projection() {
    Index all = new Index("byStatus", BY_STATUS.key(), "ALL", List.of());
    try (LocalDynamoDb tables = LocalDynamoDb.start(null)) {
      tables.create(List.of(views(List.of(BY_STATUS), null)));

      assertThatThrownBy(() -> tables.create(List.of(views(List.of(all), null))))
          .isInstanceOf(LocalCloudException.class)
          .hasMessageContaining("INCLUDE [email]")
          .hasMessageContaining("ALL []");
    }
  }

  @Test
  void listens_only_on_the_loopback_interface() throws IOException {
    try (LocalDynamoDb tables = LocalDynamoDb.start(null)) {
      assertThat(tables.endpoint().getHost()).isEqualTo("127.0.0.1");
      int port = tables.endpoint().getPort();
      assertThat(
              NetworkInterface.networkInterfaces()
                  .flatMap(NetworkInterface::inetAddresses)
                  .filter(address -> !address.isLoopbackAddress())
                  .filter(address -> connects(address, port)))
          .isEmpty();
    }
  }

  @Test
  void does_not_let_web_pages_read_responses() throws Exception {
    try (LocalDynamoDb tables = LocalDynamoDb.start(null);
        HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<Void> answer =
          browser.send(
              HttpRequest.newBuilder(tables.endpoint())
                  .header("Origin", "http://page.test")
                  .header("Access-Control-Request-Method", "POST")
                  .header("Access-Control-Request-Headers", "x-amz-target")
                  .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.discarding());

      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void instances_do_not_share_tables() {
    try (LocalDynamoDb one = LocalDynamoDb.start(null);
        LocalDynamoDb two = LocalDynamoDb.start(null)) {
      one.create(List.of(views(List.of(), null)));

      assertThat(two.client().listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void names_a_folder_that_cannot_be_created() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> LocalDynamoDb.start(file.resolve("data")))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void writes_nothing_into_the_working_directory() throws IOException {
    try (LocalDynamoDb tables = LocalDynamoDb.start(folder)) {
      tables.create(List.of(views(List.of(), null)));
    }
    try (Stream<Path> files = Files.list(Path.of(""))) {
      assertThat(files.map(Path::toString))
          .noneMatch(name -> name.contains("dynamodb") || name.endsWith(".db"));
    }
  }

  private static boolean connects(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static TableDeclaration views(List<Index> indexes, @Nullable String streamViewType) {
    Map<String, String> attributes =
        indexes.isEmpty() ? Map.of("id", "S") : Map.of("id", "S", "status", "S");
    return new TableDeclaration(
        "Views",
        "views",
        attributes,
        new TableDeclaration.Key("id", null),
        indexes,
        streamViewType);
  }

  private static void put(LocalDynamoDb tables, String id) {
    tables.client().putItem(r -> r.tableName("views").item(Map.of("id", AttributeValue.fromS(id))));
  }

  private static List<String> indexes(LocalDynamoDb tables) {
    return describe(tables).globalSecondaryIndexes().stream()
        .map(GlobalSecondaryIndexDescription::indexName)
        .toList();
  }

  private static TableDescription describe(LocalDynamoDb tables) {
    return tables.client().describeTable(r -> r.tableName("views")).table();
  }
}
