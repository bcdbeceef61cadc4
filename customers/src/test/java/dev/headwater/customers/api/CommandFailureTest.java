package dev.headwater.customers.api;

import static dev.headwater.customers.api.CustomerService.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.AppendRequest;
import dev.headwater.CommitTooLargeException;
import dev.headwater.EventStore;
import dev.headwater.StreamTail;
import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnpublishableTextException;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a caller and the log are told when the store fails. */
class CommandFailureTest {
  private final ManualHost manual = new ManualHost(1);
  private final AtomicInteger appends = new AtomicInteger();

  @Test
  void says_when_to_come_back_and_whether_the_command_may_have_taken_effect() {
    Answer answer = register(new UnavailableException("lost", true, null));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.body().path("detail").asString()).contains("idempotency key");
    assertThat(
            register(new UnavailableException("throttled", false, null))
                .body()
                .path("detail")
                .asString())
        .isEqualTo("Nothing has changed: try again.");
  }

  @Test
  void a_configuration_fault_is_not_a_reason_to_try_again() {
    var denied = new ConfigurationFault("DynamoDB", "AccessDeniedException");
    CustomerService service =
        service(new UnavailableException("DynamoDB did not append", false, denied, null));
    CapturedLog log = new CapturedLog();
    Answer answer;
    try (log) {
      answer = service.register(ADA, Map.of());
    }

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("misconfigured");
    assertThat(answer.header("retry-after")).isEmpty();
    assertThat(answer.body().path("detail").asString())
        .contains("operator", "Nothing has changed")
        .doesNotContain("try again");
    assertThat(service.api.faults).containsExactly(denied);
    assertThat(log.text()).contains(denied.describe());
    assertThat(
            register(new UnavailableException("DynamoDB did not append", true, denied, null))
                .body()
                .path("detail")
                .asString())
        .contains("may have taken effect");
  }

  @Test
  void tries_until_the_deadline_of_the_invocation_and_then_answers() {
    var start = manual.clock().instant();

    Answer answer =
        service(new UnavailableException("lost", true, null))
            .api
            .before(start.plusSeconds(17))
            .http("POST /customers", Map.of(), Map.of(), CustomerService.json(Map.of()), ADA);

    assertThat(Duration.between(start, manual.clock().instant()))
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(17));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().path("detail").asString()).contains("may have taken effect");
  }

  @Test
  void no_failure_brings_anything_personal_into_the_log() {
    CapturedLog log = new CapturedLog();
    try (log) {
      var secret = new IllegalStateException("ada@example.com");
      register(secret);
      register(new UnavailableException("DynamoDB did not append", true, secret));
    }

    assertThat(log.text())
        .contains("Internal fault: java.lang.IllegalStateException", "DynamoDB did not append")
        .doesNotContain("ada@example.com", "Lovelace");
  }

  @Test
  void an_internal_fault_tells_nothing() {
    Answer answer = register(new IllegalStateException("ada@example.com"));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.problem()).isEqualTo("internal-fault");
    assertThat(answer.text()).doesNotContain("ada@example.com").doesNotContain("IllegalState");
  }

  @Test
  void says_that_the_events_cannot_be_read_and_logs_why() {
    CapturedLog log = new CapturedLog();
    Answer answer;
    try (log) {
      answer =
          register(
              UnreadableEventException.brokenAfter(
                  1,
                  new Commit<>(
                      new StreamId("CUSTOMER", "ada"),
                      3,
                      List.of("ada@example.com"),
                      Instant.EPOCH,
                      new CommandStamp("c", 0),
                      Metadata.NONE)));
    }

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.problem()).isEqualTo("internal-fault");
    assertThat(answer.body().path("detail").asString())
        .isEqualTo(
            "The events of this customer"
                + " cannot be read: nothing has changed, and it is of no use to try again.");
    assertThat(log.text())
        .contains(
            "Stream CUSTOMER#ada is broken: after version 1 the next"
                + " commit begins with version 3")
        .doesNotContain("ada@example.com");
  }

  @Test
  void a_commit_that_is_too_large_is_refused() {
    Answer answer =
        register(new CommitTooLargeException(new StreamId("CUSTOMER", "ada"), "The item", 2, 1));

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void text_that_cannot_be_published_is_the_callers_fault_and_not_to_be_tried_again() {
    Answer answer =
        register(
            new UnpublishableTextException(
                new StreamId("CUSTOMER", "ada"),
                "the field 'name' of a CustomerRegistered",
                0xFFFF));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-fields");
    assertThat(answer.body().path("detail").asString())
        .isEqualTo(
            "A text of the command cannot be published: the field 'name' of a"
                + " CustomerRegistered has the character U+FFFF.");
    assertThat(appends).as("appends").hasValue(1);
  }

  private Answer register(RuntimeException failure) {
    return service(failure).register(ADA, Map.of());
  }

  private CustomerService service(RuntimeException failure) {
    return new CustomerService(new FailingStore(failure, appends), true, manual.host());
  }

  /** A store of which every append fails. */
  private record FailingStore(RuntimeException failure, AtomicInteger appends)
      implements EventStore<Customer, CustomerEvent> {
    @Override
    public Page<CustomerEvent> read(StreamId stream, long afterVersion, int maxCommits) {
      return new Page<>(List.of(), false);
    }

    @Override
    public StreamTail<Customer, CustomerEvent> readEnd(StreamId stream) {
      return new StreamTail<>(null, List.of());
    }

    @Override
    public AppendResult<CustomerEvent> append(AppendRequest<Customer, CustomerEvent> append) {
      appends.incrementAndGet();
      throw failure;
    }
  }
}
