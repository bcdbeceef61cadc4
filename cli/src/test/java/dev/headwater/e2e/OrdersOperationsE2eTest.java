package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import dev.headwater.repository.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Operations on a service that the command does not know: the order service, from its build. */
class OrdersOperationsE2eTest {
  private static final Path ORDERS = Repository.ROOT.resolve("examples/orders");
  private static final String OTHER_VERSION = "99.1";
  private static final List<String> REPORTED = DamagedViews.ORDERS.reported();

  @TempDir Path folder;

  @Test
  void orders_are_described_verified_and_repaired() throws Exception {
    try (RunningService service = serve(ORDERS.resolve("template.yaml"));
        DamagedViews views = new DamagedViews(service.endpoints(), DamagedViews.ORDERS);
        DamagedClaims claims = new DamagedClaims(service.endpoints())) {
      CustomerApi api = service.api();
      DamagedViews.IDS.forEach(id -> place(api, id));
      awaitViews(api, DamagedViews.IDS.size());
      views.remember("behind");
      assertThat(addLine(api, "behind").version()).isEqualTo(2);
      assertEnd(run("verify"), 0, "checked 7 orders and 14 views: no differences");

      views.damage();
      claims.delete("ORDER#missing");
      assertDescribed(service);
      assertViewsAreRepaired();
      assertClaimsAreRepaired();
      assertEnd(
          Operator.onAws(service, "orders", "verify"),
          0,
          "checked 7 orders and 14 views: no differences");
      assertEnd(
          Operator.onAws(service, "orders", "claims check"),
          0,
          "checked 7 orders and 7 claims: nothing is wrong");
      assertThat(api.get("/orders/missing").text()).contains("Ada Lovelace");
      assertThat(api.get("/orders/orphan").status()).isEqualTo(404);
    }
  }

  private void assertDescribed(RunningService service) throws InterruptedException {
    Finished text = run("describe");
    assertThat(text.exitCode()).as(text.errors()).isZero();
    assertThat(text.output())
        .startsWith("service orders (Headwater ")
        .contains("aggregate ORDER, known by orderId", "PlaceOrder ", "view order-view of ORDER")
        .doesNotContain("CUSTOMER", "customer-view", "headwater-");
    assertThat(Operator.onAws(service, "orders", "describe")).isEqualTo(text);

    JsonNode document = document(run("describe", "-o", "json"), 0);
    assertThat(document.path("name").asString()).isEqualTo("orders");
    assertThat(document.path("aggregates").values())
        .extracting(aggregate -> aggregate.path("category").asString())
        .containsExactly("ORDER");
  }

  private void assertViewsAreRepaired() throws InterruptedException {
    Finished damaged = run("verify", "--lag", "0"); // nothing is under way
    assertEnd(damaged, 1, "checked 7 orders and 12 views: 11 different, 0 repaired, 11 left");
    assertThat(differences(damaged)).containsExactlyInAnyOrderElementsOf(REPORTED);
    JsonNode document =
        document(run("verify", "--view", "order-view", "--lag", "0", "-o", "json"), 1);
    assertThat(document.path("remaining").asInt()).isEqualTo(REPORTED.size());
    assertThat(document.path("differences").values())
        .extracting(difference -> difference.path("projection").asString())
        .hasSize(REPORTED.size())
        .containsOnly("order-view", "order-search");

    Finished repaired = run("verify", "--repair", "--lag", "1");
    assertEnd(repaired, 0, "11 different, 11 repaired, 0 left");
    assertThat(differences(repaired))
        .containsExactlyInAnyOrderElementsOf(
            REPORTED.stream().map(line -> line + "  repaired").toList());
  }

  private void assertClaimsAreRepaired() throws InterruptedException {
    Finished checked = run("claims check");
    assertEnd(checked, 1, "checked 7 orders and 6 claims: 1 wrong, 0 repaired, 1 left");
    assertThat(differences(checked)).containsExactly("missing     ORDER#missing  order-number");

    JsonNode document = document(run("claims repair", "-o", "json"), 0);
    assertThat(document.path("complete").asBoolean()).isTrue();
    assertThat(document.path("repaired").asInt()).isEqualTo(1);
    assertThat(document.path("findings").values())
        .extracting(finding -> finding.path("stream").asString())
        .containsExactly("ORDER#missing");
    assertEnd(run("claims check"), 0, "checked 7 orders and 7 claims: nothing is wrong");
  }

  @Test
  void a_service_of_another_version_is_operated_as_far_as_it_goes() throws Exception {
    try (RunningService service = serve(templateOf(buildOfOtherVersion()))) {
      CustomerApi api = service.api();
      place(api, "one");
      awaitViews(api, 1);

      assertEnd(run("describe"), 0, "service orders (Headwater " + OTHER_VERSION + ")");
      assertEnd(run("verify"), 0, "checked 1 orders and 2 views: no differences");
      assertEnd(run("claims check"), 0, "checked 1 orders and 1 claims: nothing is wrong");

      Finished refused = run("verify", "--view", "parcels");
      assertEnd(refused, 2, "The service has no view of this name; there are [order-view].");
      assertThat(refused.errors())
          .contains("(The service has Headwater " + OTHER_VERSION + ", this command ");
      assertThat(refusal(api, "{\"operation\": \"archive\"}"))
          .isEqualTo(
              "The service's Headwater "
                  + OTHER_VERSION
                  + " does not know this operation; it knows [describe, status, verify, rebuild,"
                  + " claims, dead-letters, republish, export, import]");
      assertThat(
              refusal(
                  api,
                  """
                  {"run": "r", "operation": "verify", "arguments": {"repair": false, "depth": 1}}\
                  """))
          .contains("have a field that this version of Headwater does not know; there are [lag,");
    }
  }

  private static String refusal(CustomerApi api, String request) {
    JsonNode answer = api.invoke("OperationsFunction", request);
    assertThat(answer.path("headwater").asString()).isEqualTo(OTHER_VERSION);
    assertThat(answer.path("error").path("kind").asString()).isEqualTo("invalid-request");
    return answer.path("error").path("message").asString();
  }

  /** The orders' build, except that its library says that it is another version. */
  private Path buildOfOtherVersion() throws IOException {
    Path build = folder.resolve("build");
    Path libraries = Files.createDirectories(build.resolve("lib"));
    try (FileSystem zip = FileSystems.newFileSystem(ORDERS.resolve("target/lambda-complete.zip"));
        Stream<Path> jars = Files.list(zip.getPath("lib"))) {
      for (Path jar : jars.toList()) {
        Path other = libraries.resolve(jar.getFileName().toString());
        Files.copy(jar, other);
        if (other.getFileName().toString().startsWith("headwater-service-")) {
          setVersion(other);
        }
      }
    }
    return build;
  }

  private static void setVersion(Path jar) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Path file = files.getPath("META-INF/MANIFEST.MF");
      Manifest manifest = new Manifest();
      try (InputStream old = Files.newInputStream(file)) {
        manifest.read(old);
      }
      assertThat(
              manifest
                  .getMainAttributes()
                  .put(Attributes.Name.IMPLEMENTATION_VERSION, OTHER_VERSION))
          .isNotNull();
      try (OutputStream changed = Files.newOutputStream(file)) {
        manifest.write(changed);
      }
    }
  }

  private Path templateOf(Path build) throws IOException {
    Path parent = Files.createDirectory(folder.resolve("orders"));
    return Files.writeString(
        parent.resolve("template.yaml"),
        Files.readString(ORDERS.resolve("template.yaml"))
            .replaceAll("CodeUri: .*", "CodeUri: " + build));
  }

  private RunningService serve(Path template) throws InterruptedException {
    return RunningService.on(
        data(), "--template", template.toString(), "--parameter", "SearchEnabled=true");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Finished run(String operation, String... arguments) throws InterruptedException {
    return new Operator(data()).run(operation, arguments);
  }

  private static void place(CustomerApi api, String id) {
    Reply reply =
        api.post(
            "/orders",
            """
            {"orderId": "%s", "number": "n-%s", "customerId": "ada", "customerName": "Ada Lovelace",
             "lines": [{"sku": "tea-1", "quantity": 2, "price": 5}]}\
            """
                .formatted(id, id));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }

  private static Reply addLine(CustomerApi api, String id) {
    return api.post(
        "/orders/" + id + "/lines",
        """
        {"sku": "cup-7", "quantity": 1, "price": 2.50}\
        """);
  }

  /** In the list and in searches. */
  private static void awaitViews(CustomerApi api, int orders) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              for (String query : List.of("status=OPEN", "customerName=Ada*")) {
                Reply reply = api.get("/orders?" + query);
                assertThat(reply.json().path("items").size()).as(reply.text()).isEqualTo(orders);
              }
            });
  }

  private static List<String> differences(Finished run) {
    return run.output().lines().filter(line -> line.contains("ORDER#")).toList();
  }

  private static JsonNode document(Finished run, int exitCode) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.errors()).isEmpty();
    return Reply.JSON.readTree(run.output());
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    String all = run.output() + run.errors();
    assertThat(run.exitCode()).as(all).isEqualTo(exitCode);
    assertThat(all).contains(said).doesNotContain("Lovelace");
    if (!all.startsWith("service ")) { // which has fields about customers
      assertThat(all).doesNotContainIgnoringCase("customer");
    }
  }
}
