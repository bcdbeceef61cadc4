package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.Endpoints;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever fails, in whatever way: nothing that a service logs, measures, parks or answers quotes
 * what failed. All content here holds one word that must not turn up anywhere else.
 */
class FailingPathsE2eTest {
  private static final String WORD = "lovelace";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> FUNCTIONS =
      List.of(
          "CommandFunction",
          "QueryFunction",
          "RelayFunction",
          "ViewProjectorFunction",
          "SearchProjectorFunction");

  @TempDir private static Path folder;
  private static RunningService service;
  private static CustomerApi api;
  private static Poison poison;

  @BeforeAll
  static void start() throws InterruptedException {
    service =
        RunningService.on(folder, "--chaos", "seed=7,throttle=0.1,lost-reply=0.1,partial-put=0.1");
    api = service.api();
    poison = new Poison(service.endpoints(), WORD);
  }

  @AfterAll
  static void stop() {
    poison.close();
    service.close();
    assertNothingIsTold();
  }

  @AfterEach
  void look() {
    assertThat(api.get("/metrics").text()).contains("headwater_").doesNotContainIgnoringCase(WORD);
    assertNothingIsTold();
  }

  private static void assertNothingIsTold() {
    assertThat(service.output()).contains("ready").noneMatch(FailingPathsE2eTest::leaks);
  }

  private static boolean leaks(String text) {
    return text.toLowerCase(Locale.ROOT).contains(WORD);
  }

  @Test
  void requests_that_no_server_can_read() {
    Endpoints endpoints = service.endpoints();
    String invoke =
        "/2015-03-31/functions/" + endpoints.functions().get("CommandFunction") + "/invocations";
    Map<String, URI> answered =
        Map.of(
            "POST /customers",
            endpoints.http(),
            "POST " + invoke,
            endpoints.lambda(),
            "POST /",
            endpoints.eventbridge());
    answered.forEach(
        (line, server) ->
            new Hostile(line, server, "X-Amz-Target: AWSEvents.PutEvents\r\n")
                .send()
                .forEach(
                    (request, answer) ->
                        assertThat(leaks(answer))
                            .as("%s with %s: %s", line, request, answer)
                            .isFalse()));
    // DynamoDB Local and ElasticMQ may quote a request to its sender, but not in our log.
    new Hostile("POST /", endpoints.dynamodb(), "X-Amz-Target: DynamoDB_20120810.PutItem\r\n")
        .send();
    new Hostile("POST /", endpoints.sqs(), "X-Amz-Target: AmazonSQS.SendMessage\r\n").send();
    new Hostile("POST /customers-a/_bulk", Objects.requireNonNull(endpoints.opensearch()), "")
        .send();
  }

  private record Hostile(String line, URI server, String headers) {
    Map<String, String> send() {
      RawHttp raw = new RawHttp(server);
      String start =
          line
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\n"
              + headers;
      RawHttp.brokenOff(start, WORD).forEach(raw::breakOff);
      Map<String, String> answers = new HashMap<>(RawHttp.malformed(start, WORD));
      answers.replaceAll((name, request) -> raw.send(request));
      return answers;
    }
  }

  @Test
  void events_that_no_function_can_read() {
    for (String function : FUNCTIONS) {
      for (String event :
          List.of(
              "\"" + WORD + "\"",
              "[\"" + WORD + "\"]",
              "{\"Records\": [{\"" + WORD + "\": 1}]}",
              "{\"Records\": [{\"messageId\": \"1\", \"body\": \"" + WORD + "\"}]}",
              "{\"commandType\": \"" + WORD + "\", \"payload\": \"" + WORD + "\"}",
              "{\"queryType\": \"" + WORD + "\", \"" + WORD + "\": {}}",
              "{\"version\": \"2.0\", \"routeKey\": \""
                  + WORD
                  + "\", \"body\": {\""
                  + WORD
                  + "\": 1}, \"requestContext\": {\"http\": 7}}",
              poison.streamEvent())) {
        String answer = api.invoke(function, event).toString();
        assertThat(leaks(answer)).as("%s of %s: %s", function, event, answer).isFalse();
      }
    }
    assertThat(service.output()).anyMatch(line -> line.contains("Function headwater-relay threw "));
  }

  @Test
  void events_that_no_bus_takes() {
    for (String body :
        List.of(
            "{\"Entries\": \"" + WORD + "\"}",
            "{\"Entries\": [{\"Time\": \"" + WORD + "\"}]}",
            "{\"Entries\": [{\"Source\": 7, \"Detail\": \"" + WORD + "\"}]}",
            "{\"Entries\": [{\"Source\": \"customers\", \"DetailType\": \"T\", \"Detail\":"
                + " \""
                + WORD
                + "\"}]}",
            WORD)) {
      String answer = poison.putEvents(body);
      assertThat(leaks(answer)).as("%s: %s", body, answer).isFalse();
    }
    assertThat(leaks(poison.putUnsendable())).isFalse();
  }

  @Test
  void messages_that_no_projector_can_read() {
    poison.viewQueue();

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(poison.deadLetters("CustomerViewDeadLetters"))
                    .hasSizeGreaterThanOrEqualTo(Poison.MESSAGES)
                    .noneMatch(FailingPathsE2eTest::leaks));
    assertThat(service.output()).anyMatch(line -> line.contains(" is parked: "));
  }

  @Test
  void targets_that_take_no_events() {
    poison.removeSearchQueue();
    String id = CustomerApi.newId();
    api.post(
        "/customers",
        """
        {"customerId": "%s", "email": "%s@example.com", "name": "%s"}\
        """
            .formatted(id, WORD + id, WORD));

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(poison.deadLetters("CustomerSearchDeadLetters"))
                    .isNotEmpty()
                    .noneMatch(FailingPathsE2eTest::leaks)
                    .anyMatch(letter -> letter.contains("ERROR_MESSAGE")));
    assertThat(service.output())
        .anyMatch(line -> line.contains("failed; the event goes to the dead-letter queue"));
  }

  @Test
  void commits_that_no_relay_and_views_that_no_query_can_read() throws InterruptedException {
    String id = api.registered();
    await().atMost(SOON).until(() -> api.get("/customers/" + id).status() == 200);
    poison.view(id);
    poison.document(id);
    poison.commit();

    assertThat(api.get("/customers/" + id).status()).as("folded from the log").isEqualTo(200);
    for (String path :
        List.of(
            "/customers/" + id,
            "/customers?status=ACTIVE",
            "/customers?email=*@example.com",
            "/customers?email=" + WORD,
            "/customers/" + id + "/events?after=" + WORD,
            "/customers/broken/events",
            "/customers?cursor=" + WORD)) {
      Reply reply = api.get(path); // one that succeeds shows the customer's own data
      assertThat(reply.status() >= 400 && leaks(reply.text()))
          .as("%s: %s", path, reply.text())
          .isFalse();
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(poison.bodies("ParkedCommits"))
                    .isNotEmpty()
                    .noneMatch(FailingPathsE2eTest::leaks));
    assertTellsNothing(Launcher.run("verify", "--verbose", "--data", folder.toString()));
    assertTellsNothing(Launcher.run("claims", "check", "--verbose", "--data", folder.toString()));
  }

  private static void assertTellsNothing(Launcher.Finished run) {
    assertThat(run.output() + run.errors()).matches(text -> !leaks(text), "quotes nothing");
  }
}
