package dev.headwater.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.ground.LocalClients;
import dev.headwater.local.ground.LocalCloudException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class LocalCloudTest {
  private static final Duration WAIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private static LocalCloudOptions shop() throws Exception {
    var resource = Objects.requireNonNull(LocalCloudTest.class.getResource("/templates/shop.yaml"));
    return LocalCloudOptions.of(Path.of(resource.toURI()), "test").withHandlersOnClassPath();
  }

  private static int send(LocalCloud cloud, String method, String path) {
    return send(cloud.endpoints(), method, path);
  }

  private static int send(Endpoints endpoints, String method, String path) {
    return exchange(endpoints, method, path).statusCode();
  }

  private static HttpResponse<String> exchange(Endpoints endpoints, String method, String path) {
    URI uri = endpoints.http().resolve(path);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(WAIT)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void awaitView(LocalCloud cloud, String id) {
    await()
        .atMost(WAIT)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(send(cloud, "GET", "/orders/" + id)).isEqualTo(200));
  }

  @Test
  void an_order_travels_from_http_to_its_view_and_survives_a_restart() throws Exception {
    try (var cloud = LocalCloud.start(shop().withDataFolder(folder))) {
      assertThat(send(cloud, "GET", "/orders/1")).isEqualTo(404);
      assertThat(send(cloud, "PUT", "/orders/1")).isEqualTo(201);
      awaitView(cloud, "1");
    }
    try (var cloud = LocalCloud.start(shop().withDataFolder(folder))) {
      assertThat(send(cloud, "GET", "/orders/1")).isEqualTo(200);
      assertThat(send(cloud, "PUT", "/orders/2")).isEqualTo(201);
      awaitView(cloud, "2");
    }
  }

  @Test
  void serves_the_metrics_of_functions() throws Exception {
    try (var cloud = LocalCloud.start(shop())) {
      assertThat(send(cloud, "PUT", "/orders/1")).isEqualTo(201);
      assertThat(send(cloud, "PUT", "/orders/2")).isEqualTo(201);

      assertThat(exchange(cloud.endpoints(), "GET", "/metrics").body())
          .contains("\nshop_calls_total{function=\"test-Place\"} 2.0\n");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void refuses_to_start_with_too_few_file_descriptors() throws Exception {
    Process process = ShopProcess.startWithFiles(256, shop().template);
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.lines())
          .anyMatch(
              line ->
                  line.matches(
                      ".*The operating system lets this process open only \\d+ more files,"
                          + " but the local cloud needs 300: raise the limit .*"));
      assertThat(process.waitFor()).isNotZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void acknowledged_events_reach_their_view_after_a_kill() throws Exception {
    Process process = ShopProcess.start(shop().template, folder);
    try {
      Endpoints endpoints = awaitEndpoints();
      for (int order = 0; order < 20; order++) {
        assertThat(send(endpoints, "PUT", "/orders/" + order)).isEqualTo(201);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (var cloud = LocalCloud.start(shop().withDataFolder(folder))) {
      for (int order = 0; order < 20; order++) {
        awaitView(cloud, Integer.toString(order));
      }
    }
  }

  @Test
  void an_event_that_every_call_fails_on_goes_to_the_dead_letter_queue() throws Exception {
    try (var cloud = LocalCloud.start(shop())) {
      send(cloud, "PUT", "/orders/poison");
      assertThat(awaitLetter(cloud.endpoints()).body()).contains("poison");
    }
  }

  @Test
  void a_dead_letter_survives_a_kill_and_leaves_later_stops_clean() throws Exception {
    Process process = ShopProcess.start(shop().template, folder);
    Message letter;
    try {
      Endpoints endpoints = awaitEndpoints();
      send(endpoints, "PUT", "/orders/poison");
      letter = awaitLetter(endpoints);
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (var cloud = LocalCloud.start(shop().withDataFolder(folder))) {
      Message restored = awaitLetter(cloud.endpoints());
      assertThat(restored.messageId()).isEqualTo(letter.messageId());
      assertThat(restored.body()).isEqualTo(letter.body());
    }
    var lines = new ArrayList<String>();
    try (var cloud = LocalCloud.start(shop().withDataFolder(folder).withProgress(lines::add))) {
      assertThat(awaitLetter(cloud.endpoints()).messageId()).isEqualTo(letter.messageId());
    }
    assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("not clean"));
  }

  private Endpoints awaitEndpoints() {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Endpoints.read(folder), Optional::isPresent)
        .orElseThrow();
  }

  private static Message awaitLetter(Endpoints endpoints) {
    String url = Objects.requireNonNull(endpoints.queues().get("DeadLetters"));
    try (SqsClient sqs = LocalClients.configured(SqsClient.builder(), endpoints.sqs()).build()) {
      return await()
          .atMost(WAIT)
          .until(
              () -> sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(1)).messages(),
              messages -> !messages.isEmpty())
          .getFirst();
    }
  }

  @Test
  void reports_its_progress_and_publishes_its_endpoints_until_it_stops() throws Exception {
    var lines = new ArrayList<String>();
    Path file = folder.resolve("endpoints.json");
    try (var cloud = LocalCloud.start(shop().withDataFolder(folder).withProgress(lines::add))) {
      Endpoints endpoints = cloud.endpoints();
      assertThat(lines)
          .anyMatch(line -> line.contains("shop.yaml"))
          .anyMatch(
              line ->
                  line.matches(
                      "ignoring \\d+ kinds of template entries that have no effect locally"
                          + " \\(--verbose lists them\\)"))
          .noneMatch(line -> line.contains("AWS::"))
          .contains("starting 2 tables and 2 queues", "starting 3 functions");
      assertThat(file).exists();
      assertThat(Endpoints.read(folder)).contains(endpoints);
      assertThat(endpoints.functions())
          .isEqualTo(
              Map.of("Place", "test-Place", "Relay", "test-Relay", "Project", "test-Project"));
      assertThat(endpoints.queues().get("ViewQueue"))
          .isEqualTo(endpoints.sqs() + "/000000000000/test-ViewQueue");
      assertThat(endpoints.tables()).containsEntry("Orders", "test-Orders");
      assertThat(endpoints.pid()).isEqualTo(ProcessHandle.current().pid());
    }
    assertThat(file).doesNotExist();
    assertThat(Endpoints.read(folder)).isEqualTo(Optional.empty());
  }

  @Test
  void refuses_a_folder_that_is_in_use() throws Exception {
    try (DataFolder inUse = DataFolder.lock(folder)) {
      LocalCloudOptions options = shop().withDataFolder(folder);
      assertThatThrownBy(() -> LocalCloud.start(options))
          .isInstanceOf(LocalCloudException.class)
          .hasMessage(
              "The data folder "
                  + folder
                  + " is in use by another process:"
                  + " stop that process or choose another folder.");
      assertThat(inUse.tables()).doesNotExist();
    }
  }

  @Test
  void refuses_a_port_in_use_before_anything_else() throws Exception {
    List<String> lines = new ArrayList<>();
    Path unmade = folder.resolve("unmade");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalCloudOptions options =
          shop().withDataFolder(unmade).withProgress(lines::add).withHttpPort(taken.getLocalPort());
      assertThatThrownBy(() -> LocalCloud.start(options))
          .isInstanceOf(LocalCloudException.class)
          .hasMessageStartingWith("Port " + taken.getLocalPort() + " cannot be used");
    }
    assertThat(lines).isEmpty();
    assertThat(unmade).doesNotExist();
  }

  @Test
  void refuses_a_missing_handler_and_stops_what_was_started() throws Exception {
    Path data = folder.resolve("data");
    var options = withoutHandler().withDataFolder(data);
    assertThatThrownBy(() -> LocalCloud.start(options))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("dev.headwater.local.Absent is not in the class path");
    assertThat(data.resolve("endpoints.json")).doesNotExist();
    try (DataFolder free = DataFolder.lock(data)) {
      assertThat(free.tables()).exists();
    }
  }

  @Test
  void a_failed_start_is_not_an_unclean_stop() throws Exception {
    LocalCloud.start(shop().withDataFolder(folder)).close();
    var broken = withoutHandler().withDataFolder(folder);
    assertThatThrownBy(() -> LocalCloud.start(broken)).isInstanceOf(LocalCloudException.class);

    var lines = new ArrayList<String>();
    LocalCloud.start(shop().withDataFolder(folder).withProgress(lines::add)).close();
    assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("not clean"));
  }

  private LocalCloudOptions withoutHandler() throws Exception {
    String template = Files.readString(shop().template).replace("ShopHandlers$Project", "Absent");
    return LocalCloudOptions.of(
            Files.writeString(folder.resolve("template.yaml"), template), "test")
        .withHandlersOnClassPath();
  }
}
