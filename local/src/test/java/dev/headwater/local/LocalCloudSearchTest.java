package dev.headwater.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.ground.LocalClients;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.search.LocalOpenSearch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LocalCloudSearchTest {
  private static final Duration WAIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private static LocalCloudOptions people() throws Exception {
    var resource =
        Objects.requireNonNull(LocalCloudSearchTest.class.getResource("/templates/search.yaml"));
    return LocalCloudOptions.of(Path.of(resource.toURI()), "test").withHandlersOnClassPath();
  }

  private static void put(LocalCloud cloud, String id) {
    try (var tables =
        LocalClients.configured(DynamoDbClient.builder(), cloud.endpoints().dynamodb()).build()) {
      tables.putItem(
          put -> put.tableName("test-People").item(Map.of("PK", AttributeValue.fromS(id))));
    }
  }

  private static String document(URI opensearch, String id) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(opensearch.resolve("/people/_doc/" + id)).build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  private static void awaitDocument(URI opensearch, String id) {
    await()
        .atMost(WAIT)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(document(opensearch, id))
                    .contains("\"found\":true")
                    .contains("\"host\":\"" + opensearch.getAuthority() + "\"")
                    .contains("domain/test-domain\""));
  }

  private static URI opensearch(LocalCloud cloud) {
    return Objects.requireNonNull(cloud.endpoints().opensearch());
  }

  @Test
  void a_function_fills_the_index_which_survives_a_restart() throws Exception {
    try (var cloud = LocalCloud.start(people().withDataFolder(folder))) {
      put(cloud, "1");
      awaitDocument(opensearch(cloud), "1");
    }
    var lines = new ArrayList<String>();
    try (var cloud = LocalCloud.start(people().withDataFolder(folder).withProgress(lines::add))) {
      assertThat(document(opensearch(cloud), "1")).contains("\"found\":true");
      assertThat(Endpoints.read(folder)).contains(cloud.endpoints());
    }
    assertThat(lines).noneMatch(line -> line.contains("reading the streams again"));
  }

  @Test
  void refills_a_deleted_index() throws Exception {
    try (var cloud = LocalCloud.start(people().withDataFolder(folder))) {
      put(cloud, "1");
      awaitDocument(opensearch(cloud), "1");
    }
    IOUtils.rm(folder.resolve("search"));
    try (var cloud = LocalCloud.start(people().withDataFolder(folder))) {
      awaitDocument(opensearch(cloud), "1");
    }
  }

  @Test
  void uses_the_given_server() throws Exception {
    try (var server = LocalOpenSearch.start(null);
        var cloud =
            LocalCloud.start(people().withDataFolder(folder).withOpensearch(server.endpoint()))) {
      assertThat(opensearch(cloud)).isEqualTo(server.endpoint());
      put(cloud, "1");
      awaitDocument(server.endpoint(), "1");
    }
    assertThat(folder.resolve("search")).doesNotExist();
  }

  @Test
  void an_index_also_gets_what_arrived_while_another_one_was_used() throws Exception {
    LocalCloudOptions builtIn = people().withDataFolder(folder);
    try (var cloud = LocalCloud.start(builtIn)) {
      put(cloud, "1");
      awaitDocument(opensearch(cloud), "1");
    }
    try (var server = LocalOpenSearch.start(null);
        var cloud = LocalCloud.start(builtIn.withOpensearch(server.endpoint()))) {
      awaitDocument(server.endpoint(), "1");
      put(cloud, "2");
      awaitDocument(server.endpoint(), "2");
    }
    var lines = new ArrayList<String>();
    try (var cloud = LocalCloud.start(builtIn.withProgress(lines::add))) {
      awaitDocument(opensearch(cloud), "2");
    }
    assertThat(lines).contains("filling search: reading the streams again");
  }

  @Test
  void starts_no_search_without_a_search_domain() throws Exception {
    LocalCloudOptions off = people().withParameters(Map.of("Search", "off"));
    try (var cloud = LocalCloud.start(off)) {
      assertThat(cloud.endpoints().opensearch()).isNull();
      assertThat(cloud.endpoints().functions()).isEmpty();
    }
    LocalCloudOptions useless = off.withOpensearch(URI.create("http://127.0.0.1:9200"));
    assertThatThrownBy(() -> LocalCloud.start(useless))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageStartingWith("An OpenSearch server is given, but the template has no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:9200",
        "ftp://localhost",
        "http://me:secret@localhost:9200",
        "http://127.0.0.1:9200/os",
        "http://127.0.0.1:9200//",
        "http://127.0.0.1:9200?pretty",
        "http://127.0.0.1:9200/#here"
      })
  void refuses_what_is_not_the_url_of_a_server(String url) throws Exception {
    LocalCloudOptions options = people();
    assertThatThrownBy(() -> options.withOpensearch(URI.create(url)))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage(
            url
                + " is not the address of a server: write http://HOST:PORT,"
                + " without a path or query.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9200", "http://localhost", "https://[::1]:9200/"})
  void accepts_the_url_of_a_server(String url) throws Exception {
    assertThat(people().withOpensearch(URI.create(url)).opensearch).hasToString(url);
  }
}
