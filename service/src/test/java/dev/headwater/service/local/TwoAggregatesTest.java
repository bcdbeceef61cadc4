package dev.headwater.service.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.LocalCloud;
import dev.headwater.local.LocalCloudOptions;
import dev.headwater.local.ground.LocalClients;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two aggregates and two views of one service, with the real functions, tables, bus and queues. */
class TwoAggregatesTest {
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private static LocalCloud cloud;
  private static SqsClient sqs;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    var template =
        Objects.requireNonNull(TwoAggregatesTest.class.getResource("/templates/accounts.yaml"));
    cloud =
        LocalCloud.start(
            LocalCloudOptions.of(Path.of(template.toURI()), "two").withHandlersOnClassPath());
    sqs = LocalClients.configured(SqsClient.builder(), cloud.endpoints().sqs()).build();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    sqs.close();
    cloud.close();
  }

  @Test
  void each_projector_gets_the_events_of_its_own_aggregate() throws Exception {
    for (String id : List.of("x", "y", "z")) {
      post("/notes", "{\"noteId\": \"%s\", \"text\": \"note %s\"}".formatted(id, id));
      post(
          "/accounts",
          "{\"accountId\": \"%s\", \"owner\": \"%s\", \"tier\": \"GOLD\"}"
              .formatted(id, id.equals("z") ? "Bob" : "Ada"));
    }

    assertThat(body("/accounts/x").path("owner").asString()).isEqualTo("Ada");
    assertThat(body("/accounts/y").path("version").asInt()).isEqualTo(1);
    assertThat(body("/accounts/z").path("owner").asString()).isEqualTo("Bob");
    assertThat(body("/notes/x").path("text").asString()).isEqualTo("note x");
    assertThat(body("/notes/y").path("text").asString()).isEqualTo("note y");
    assertThat(body("/notes/z").path("text").asString()).isEqualTo("note z");
    assertThat(eventIds("AccountWitness", 3)).containsExactlyInAnyOrder("x@1", "y@1", "z@1");
    assertThat(eventIds("NoteWitness", 3))
        .containsExactlyInAnyOrder("NOTE#x@1", "NOTE#y@1", "NOTE#z@1");
    for (String queue : List.of("AccountDeadLetters", "NoteDeadLetters", "Parked")) {
      assertThat(receive(queue)).as(queue).isEmpty();
    }
    twoListsAreKeptOnTwoIndexes();
  }

  private static void twoListsAreKeptOnTwoIndexes() {
    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> {
              assertThat(ids("/accounts?state=OPEN")).containsExactly("x", "y", "z");
              assertThat(ids("/accounts?state=CLOSED")).isEmpty();
              assertThat(ids("/accounts?owner=Ada&order=desc")).containsExactly("y", "x");
              assertThat(ids("/owners/Bob/accounts")).containsExactly("z");
            });
  }

  private static void post(String path, String body) throws Exception {
    HttpResponse<String> response =
        client.send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
  }

  /** What is found there, as soon as it is. */
  private static JsonNode body(String path) {
    return await().atMost(WAIT).until(() -> get(path), found -> found.statusCode() == 200).body();
  }

  private static List<String> ids(String path) throws Exception {
    Found found = get(path);
    assertThat(found.statusCode()).isEqualTo(200);
    return found
        .body()
        .path("items")
        .valueStream()
        .map(item -> item.path("accountId").asString())
        .toList();
  }

  private static Found get(String path) throws Exception {
    HttpResponse<String> response =
        client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    return new Found(response.statusCode(), JSON.readTree(response.body()));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(cloud.endpoints().http().resolve(path)).timeout(WAIT);
  }

  /** The ids of the first events in a queue, and of those that follow directly. */
  private static List<String> eventIds(String queue, int count) {
    List<Message> messages = new ArrayList<>();
    await()
        .atMost(WAIT)
        .until(
            () -> {
              messages.addAll(receive(queue));
              return messages.size() >= count;
            });
    messages.addAll(receive(queue));
    return messages.stream()
        .map(message -> JSON.readTree(message.body()).path("detail").path("eventId").asString())
        .toList();
  }

  private static List<Message> receive(String queue) {
    String url = Objects.requireNonNull(cloud.endpoints().queues().get(queue), queue);
    return sqs.receiveMessage(
            receive -> receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
        .messages();
  }

  private record Found(int statusCode, JsonNode body) {}
}
