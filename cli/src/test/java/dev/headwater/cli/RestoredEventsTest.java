package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.LocalCloud;
import dev.headwater.local.LocalCloudOptions;
import dev.headwater.repository.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The drill of "Point-in-time recovery" in docs/backup.md, on the local cloud: a stack takes over a
 * copy of its events table, and goes back to its own.
 */
class RestoredEventsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String RESTORED = "customers-restored";
  private static final Pattern RELAYED =
      Pattern.compile("(?m)^headwater_commits_relayed_total\\{function=\"drill-relay\"} (\\d+)");

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void a_stack_takes_over_a_restored_table_and_goes_back() throws Exception {
    String label;
    try (LocalCloud cloud = start(Map.of())) {
      URI api = cloud.endpoints().http();
      assertRegistered(api, "ada", "ada@example.com");
      assertRegistered(api, "bob", "bob@example.com");
      label = restored(cloud);
      assertThat(put(api, "/customers/ada/email", "{\"newEmail\": \"countess@example.com\"}"))
          .isEqualTo(200);
      assertRegistered(api, "eve", "eve@example.com");
      awaitListed(api, "ada", "bob", "eve");
      await().atMost(SOON).until(() -> email(api, "ada").equals("countess@example.com"));
    }
    try (LocalCloud cloud =
        start(Map.of("EventsTableName", RESTORED, "EventsTableStreamLabel", label))) {
      URI api = cloud.endpoints().http();
      assertTakenOver(api);
      assertThat(email(api, "ada")).isEqualTo("ada@example.com");
      assertListed(api, "ada", "bob");
      assertThat(get(api, "/customers/eve").statusCode()).isEqualTo(404);

      assertRegistered(api, "cyd", "countess@example.com"); // which its owner has lost
      assertThat(register(api, "dan", "ada@example.com")).isEqualTo(409);
      assertThat(put(api, "/customers/bob/email", "{\"newEmail\": \"eve@example.com\"}"))
          .isEqualTo(200);
      awaitListed(api, "ada", "bob", "cyd");
      await().atMost(SOON).until(() -> email(api, "bob").equals("eve@example.com"));
      assertThat(relayed(api)).isEqualTo(2);
      assertThat(run("verify", "--lag", "1")).isZero();
    }
    try (LocalCloud cloud = start(Map.of())) {
      URI api = cloud.endpoints().http();
      assertTakenOver(api);
      assertListed(api, "ada", "bob", "eve");
      assertThat(email(api, "ada")).isEqualTo("countess@example.com");
      assertThat(email(api, "bob")).isEqualTo("bob@example.com");
      assertThat(register(api, "dan", "eve@example.com")).isEqualTo(409);
      assertRegistered(api, "dan", "ada@example.com");
      awaitListed(api, "ada", "bob", "eve", "dan");
    }
  }

  private LocalCloud start(Map<String, String> parameters) {
    return LocalCloud.start(
        LocalCloudOptions.of(Repository.ROOT.resolve("customers/template.yaml"), "drill")
            .withHandlersOnClassPath()
            .withDataFolder(folder)
            .withParameters(parameters));
  }

  /**
   * Copies the events table as a point-in-time recovery does, and switches on its stream.
   *
   * @return the stream's label
   */
  private static String restored(LocalCloud cloud) {
    try (DynamoDbClient tables =
        DynamoDbClient.builder()
            .endpointOverride(cloud.endpoints().dynamodb())
            .region(Region.of(cloud.endpoints().region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build()) {
      String events = Objects.requireNonNull(cloud.endpoints().tables().get("EventsTable"));
      TableDescription table = tables.describeTable(get -> get.tableName(events)).table();
      tables.createTable(
          create ->
              create
                  .tableName(RESTORED)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(table.attributeDefinitions())
                  .keySchema(table.keySchema()));
      tables.waiter().waitUntilTableExists(get -> get.tableName(RESTORED));
      tables
          .scanPaginator(scan -> scan.tableName(events).consistentRead(true))
          .items()
          .forEach(item -> tables.putItem(put -> put.tableName(RESTORED).item(item)));
      return tables
          .updateTable(
              update ->
                  update
                      .tableName(RESTORED)
                      .streamSpecification(
                          stream ->
                              stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)))
          .tableDescription()
          .latestStreamLabel();
    }
  }

  /** Until their repair, claims do not change. */
  private void assertTakenOver(URI api) throws IOException, InterruptedException {
    assertThat(register(api, "eli", "eli@example.com")).isEqualTo(503);
    assertThat(run("claims", "repair")).isEqualTo(2);
    assertThat(run("claims", "repair", "--take-over")).isZero();
    assertThat(run("verify", "--repair", "--lag", "1")).isZero();
  }

  private int run(String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.toString()));
    return Main.commandLine().setOut(writer).setErr(writer).execute(all.toArray(String[]::new));
  }

  private void assertRegistered(URI api, String id, String email)
      throws IOException, InterruptedException {
    assertThat(register(api, id, email)).isEqualTo(201);
  }

  private int register(URI api, String id, String email) throws IOException, InterruptedException {
    return send(
            api,
            "POST",
            "/customers",
            "{\"customerId\": \"%s\", \"email\": \"%s\", \"name\": \"Name\"}".formatted(id, email))
        .statusCode();
  }

  private int put(URI api, String path, String body) throws IOException, InterruptedException {
    return send(api, "PUT", path, body).statusCode();
  }

  private HttpResponse<String> get(URI api, String path) throws IOException, InterruptedException {
    return send(api, "GET", path, "");
  }

  private HttpResponse<String> send(URI api, String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(api.resolve(path))
            .timeout(SOON)
            .setHeader("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String email(URI api, String id) throws IOException, InterruptedException {
    return JsonMapper.shared()
        .readTree(get(api, "/customers/" + id).body())
        .path("email")
        .asString("");
  }

  private List<String> listed(URI api) throws IOException, InterruptedException {
    JsonNode list = JsonMapper.shared().readTree(get(api, "/customers").body());
    return list.path("items")
        .valueStream()
        .map(item -> item.path("customerId").asString())
        .toList();
  }

  private void assertListed(URI api, String... ids) throws IOException, InterruptedException {
    assertThat(listed(api)).containsExactlyInAnyOrder(ids);
  }

  private void awaitListed(URI api, String... ids) {
    await().atMost(SOON).untilAsserted(() -> assertListed(api, ids));
  }

  /** How many commits this start has published. */
  private int relayed(URI api) throws IOException, InterruptedException {
    Matcher metric = RELAYED.matcher(get(api, "/metrics").body());
    assertThat(metric.find()).isTrue();
    return Integer.parseInt(metric.group(1));
  }
}
