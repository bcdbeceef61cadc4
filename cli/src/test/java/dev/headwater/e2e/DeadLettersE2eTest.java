package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

/** What an operator does about events that are parked, with the real command. */
class DeadLettersE2eTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void finds_and_makes_good_what_was_parked_before_a_kill() throws Exception {
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.api().register("ada", "ada@example.com").status()).isEqualTo(201);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(service.api().get("/customers/count").text())
                      .contains("{\"count\":1}"));
      assertThat(run("dead-letters list").exitCode()).isZero();
      removeView(service);
      sendAgainAsPoison(service);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(run("dead-letters list").exitCode()).isEqualTo(1));
      service.kill();
    }
    try (RunningService service = RunningService.on(folder)) {
      assertListed(run("dead-letters list", "-o", "json"));
      Finished masked = run("dead-letters show", "--queue", "customer-view");
      assertThat(masked.output()).contains("CUSTOMER#ada", "***").doesNotContain("secret");
      assertThat(run("dead-letters show", "--show-values").output()).contains("secret");
      assertThat(run("dead-letters redrive").exitCode()).isEqualTo(2);
      assertThat(run("dead-letters drop", "--all", "--reason", "a test").errors())
          .contains("add --yes");

      Finished redrive = run("dead-letters redrive", "--all");
      assertThat(redrive.exitCode()).as(redrive.output() + redrive.errors()).isZero();
      assertThat(redrive.output()).contains("1 redriven");
      assertThat(run("dead-letters list").output()).contains("no dead letters");
      assertThat(service.api().get("/customers/ada").text()).contains("ada@example.com");
      assertThat(run("verify").exitCode()).isZero();

      Finished republish = run("republish", "--stream", "CUSTOMER#ada", "--yes");
      assertThat(republish.exitCode()).as(republish.output() + republish.errors()).isZero();
      assertThat(republish.output()).contains("published 1 events, 0 commits were refused");
      assertThat(run("republish", "--all", "--dry-run").output())
          .contains("would publish 1 events");
      assertThat(run("republish", "--yes").errors()).contains("Select events");
    }
  }

  private static void assertListed(Finished list) {
    assertThat(list.exitCode()).as(list.output() + list.errors()).isEqualTo(1);
    JsonNode document = Reply.JSON.readTree(list.output());
    assertThat(document.path("letters").asInt()).isEqualTo(1);
    JsonNode group = document.path("groups").path(0);
    assertThat(group.path("queue").asString()).isEqualTo("customer-view");
    assertThat(group.path("failure").path("kind").asString()).isEqualTo("unreadable-event");
    assertThat(group.path("failure").path("place").asString()).startsWith("dev.headwater.");
    assertThat(group.path("examples").path(0).asString()).isEqualTo("CUSTOMER#ada");
    assertThat(list.output()).doesNotContain("secret");
  }

  /** An event of a type that the projector does not know. */
  private static void sendAgainAsPoison(RunningService service) {
    String url = Objects.requireNonNull(service.endpoints().queues().get("CustomerViewQueue"));
    try (SqsClient queues = ServiceClients.sqs(service.endpoints())) {
      queues.sendMessage(
          send ->
              send.queueUrl(url)
                  .messageBody(
                      """
                      {"detail": {"eventId": "ada@1", "category": "CUSTOMER", "aggregateId": "ada",
                        "eventType": "Renamed", "schemaVersion": 1, "payload": {"name": "secret"},
                        "timestamp": 1, "version": 1, "commit": {"first": 1, "count": 1},
                        "commandId": "c", "metadata": {}}}\
                      """));
    }
  }

  private static void removeView(RunningService service) {
    try (DynamoDbClient tables = ServiceClients.dynamoDb(service.endpoints())) {
      String table = Objects.requireNonNull(service.endpoints().tables().get("CustomersTable"));
      tables.deleteItem(
          delete -> delete.tableName(table).key(Map.of("customerId", AttributeValue.fromS("ada"))));
    }
  }

  private Finished run(String command, String... options) throws InterruptedException {
    return new Operator(folder).run(command, options);
  }
}
