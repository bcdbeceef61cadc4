package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

/** How a service is, from its first start to views of another version of the projection. */
class StatusE2eTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void says_what_needs_attention_and_what_to_do_about_it() throws Exception {
    try (RunningService service = RunningService.on(folder);
        DamagedViews views = new DamagedViews(service.endpoints(), DamagedViews.CUSTOMERS)) {
      assertThat(service.api().register("ada", "ada@example.com").status()).isEqualTo(201);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(views.document("ada").has("name")).isTrue());
      await().atMost(SOON).until(() -> !views.item("ada").isEmpty());

      Finished healthy = run();
      assertThat(healthy.exitCode()).as(healthy.output() + healthy.errors()).isZero();
      assertThat(healthy.output())
          .contains("): healthy\n", "EventsTable\n", "headwater-relay: ")
          .containsPattern("relay +last published at 20.*, lag \\d+\\.\\d s, \\d+ calls")
          .doesNotContain("unknown", "example.com");

      park(service);
      assertParked(run("-o", "json"));
      assertThat(service.api().get("/metrics").text())
          .contains(
              "aws_sqs_approximate_number_of_messages_visible"
                  + "{queue_name=\"headwater-CustomerViewDeadLetters\"} 1.0\n",
              "aws_lambda_iterator_age_seconds{function_name=\"headwater-relay\"} 0.0\n");
      Finished onAws = Operator.onAws(service, "headwater", "status");
      assertThat(onAws.exitCode()).as(onAws.output() + onAws.errors()).isEqualTo(1);
      assertThat(onAws.output())
          .contains(
              "! 1 message is parked in customer-view\n    headwater dead-letters list --queue"
                  + " customer-view --stack headwater --region us-east-1\n");
      views.makeForeign("ada");
    }
    assertThat(run().exitCode()).isEqualTo(2);

    assertPrints(
        "2 of 2 views looked at were folded by another version of the projection; ./headwater"
            + " rebuild --data "
            + folder
            + " refolds them");
    assertPrints(
        "read 1 customers, rebuilt 2 views (2 of another version of the projection, or damaged),"
            + " 0 failed",
        "--rebuild");
  }

  private void assertPrints(String line, String... options) throws InterruptedException {
    try (RunningService service = RunningService.on(folder, options)) {
      await().atMost(SOON).untilAsserted(() -> assertThat(service.output()).contains(line));
    }
  }

  private void assertParked(Finished run) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(1);
    JsonNode document = Reply.JSON.readTree(run.output());
    assertThat(document.path("healthy").asBoolean(true)).isFalse();
    assertThat(document.at("/queues/0/found/parked").asInt()).isEqualTo(1);
    assertThat(document.at("/relay/found/lagMillis").asLong(-1)).isBetween(0L, 10_000L);
    assertThat(document.at("/attention/0/command").asString())
        .isEqualTo("headwater dead-letters list --queue customer-view --data " + folder);
  }

  private static void park(RunningService service) {
    String url =
        Objects.requireNonNull(service.endpoints().queues().get("CustomerViewDeadLetters"));
    try (SqsClient queues = ServiceClients.sqs(service.endpoints())) {
      queues.sendMessage(send -> send.queueUrl(url).messageBody("{}"));
    }
  }

  private Finished run(String... options) throws InterruptedException {
    return new Operator(folder).run("status", options);
  }
}
