package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.OperatedCustomers.Run;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events that are published again, out of a real table. */
class RepublishTest {
  private static final Map<String, Object> ALL = Map.of("all", true);

  private final OperatedCustomers customers = new OperatedCustomers();

  RepublishTest() throws IOException {}

  @AfterEach
  void stop() {
    customers.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void publishes_every_event_as_it_was_and_says_that_it_is_an_old_one(int seconds)
      throws IOException {
    Run run = customers.run("republish", ALL, seconds);

    assertThat(run.total("events")).isEqualTo(6);
    assertThat(run.total("failed")).isZero();
    assertThat(published())
        .containsExactlyInAnyOrder("ada@1", "ada@2", "bob@1", "bob@2", "eve@1", "eve@2");
    JsonNode registered =
        customers.bus.details().stream()
            .filter(detail -> detail.path("eventId").asString().equals("ada@1"))
            .findFirst()
            .orElseThrow();
    assertThat(registered.path("replayed").asBoolean()).isTrue();
    assertThat(registered.path("payload").path("email").asString()).isEqualTo("ada@example.com");
    assertThat(registered.path("commit").toString()).isEqualTo("{\"first\":1,\"count\":1}");
  }

  @Test
  void publishes_one_stream_or_some_types_alone() throws IOException {
    assertThat(customers.run("republish", Map.of("stream", "ada"), 60).total("events"))
        .isEqualTo(2);
    assertThat(published()).containsExactly("ada@1", "ada@2");

    Map<String, Object> suspensions = Map.of("types", List.of("CustomerSuspended"));
    assertThat(customers.run("republish", suspensions, 60).total("events")).isEqualTo(3);
    assertThat(published().subList(2, 5)).containsExactlyInAnyOrder("ada@2", "bob@2", "eve@2");
  }

  @Test
  void publishes_a_span_of_time() throws IOException {
    customers.run("republish", ALL, 60);
    Instant second =
        customers.bus.details().stream()
            .map(detail -> Instant.ofEpochMilli(detail.path("timestamp").asLong()))
            .sorted()
            .toList()
            .get(1);
    long later =
        customers.bus.details().stream()
            .filter(detail -> detail.path("timestamp").asLong() >= second.toEpochMilli())
            .count();

    assertThat(customers.run("republish", Map.of("from", second.toString()), 60).total("events"))
        .isEqualTo(later);
    assertThat(customers.run("republish", Map.of("to", second.toString()), 60).total("events"))
        .isEqualTo(6 - later);
  }

  @Test
  void publishes_to_a_single_projection_past_the_bus() throws IOException {
    assertThat(customers.run("republish", Map.of("view", "customer-view"), 60).total("events"))
        .isEqualTo(6);

    assertThat(published()).isEmpty();
    assertThat(customers.depth(OperatedCustomers.VIEW_QUEUE)).isEqualTo(6);
    List<Message> messages =
        customers
            .sqs
            .client()
            .receiveMessage(
                receive -> receive.queueUrl(customers.sqs.url(OperatedCustomers.VIEW_QUEUE)))
            .messages();
    assertThat(messages).allMatch(message -> message.body().contains("\"replayed\":true"));
  }

  @Test
  void a_dry_run_publishes_nothing() throws IOException {
    Run run = customers.run("republish", Map.of("all", true, "dryRun", true), 60);

    assertThat(run.total("events")).isEqualTo(6);
    assertThat(published()).isEmpty();
  }

  @Test
  void names_a_commit_that_the_bus_refuses_and_goes_on() throws IOException {
    customers.bus.refuse(detail -> detail.path("eventId").asString().equals("bob@1"));

    Run run = customers.run("republish", ALL, 60);

    assertThat(run.total("events")).isEqualTo(5);
    assertThat(run.total("failed")).isEqualTo(1);
    assertThat(run.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.path("stream").asString()).isEqualTo("CUSTOMER#bob");
              assertThat(finding.path("version").asInt()).isEqualTo(1);
              assertThat(finding.path("reason").asString()).isEqualTo("MalformedDetail");
            });
  }

  @Test
  void a_bus_that_does_not_answer_ends_the_slice_and_another_run_goes_on() throws IOException {
    customers.bus.fail(true);
    JsonNode answer = customers.call(OperatedCustomers.request("republish", ALL, 60));
    assertThat(answer.path("error").path("kind").asString()).isEqualTo("unavailable");
    assertThat(answer.path("error").path("retry").asBoolean()).isTrue();

    customers.bus.fail(false);
    Map<String, Object> resumed = OperatedCustomers.request("republish", ALL, 60);
    resumed.put("resume", true);
    assertThat(customers.call(resumed).path("totals").path("events").asInt()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | must say which events",
        "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"} | before to",
        "{\"stream\":\"ORDER#1\"} | A stream reads CATEGORY#id, with one of the categories"
            + " [CUSTOMER]",
        "{\"view\":\"orders\"} | there are [customer-view, customer-search]",
        "{\"view\":\"customer-search\"} | does not name the queue of customer-search",
        "{\"types\":[]} | at least one type",
        "{\"all\":true,\"rate\":0} | a rate from 1"
      })
  void refuses_what_it_cannot_do(String arguments, String said) throws IOException {
    Map<String, Object> request = OperatedCustomers.request("republish", ALL, 60);
    request.put("arguments", JsonMapper.shared().readTree(arguments));

    assertThat(customers.call(request).path("error").path("message").asString()).contains(said);
    assertThat(published()).isEmpty();
  }

  @Test
  void redriving_a_parked_commit_publishes_just_that() throws IOException {
    customers.send(
        OperatedCustomers.PARKED_COMMITS,
        "{\"PK\":\"CUSTOMER#bob\",\"SK\":\"EVENT#0000000002\",\"reason\":\"EntryTooLarge\"}",
        Map.of());
    customers.send(
        OperatedCustomers.PARKED_COMMITS,
        "{\"PK\":\"CUSTOMER#bob\",\"SK\":\"EVENT#0000000009\",\"reason\":\"EntryTooLarge\"}",
        Map.of());

    Run run = customers.run("dead-letters", Map.of("action", "REDRIVE", "all", true), 60);

    assertThat(published()).containsExactly("bob@2");
    assertThat(run.total("redriven")).isEqualTo(1);
    assertThat(run.total("failed")).isEqualTo(1);
    assertThat(run.findings().getFirst().path("failure").path("reason").asString())
        .isEqualTo("The events table has no such commit");
    assertThat(customers.depth(OperatedCustomers.PARKED_COMMITS)).isEqualTo(1);
  }

  private List<String> published() {
    return customers.bus.details().stream()
        .map(detail -> detail.path("eventId").asString())
        .toList();
  }
}
