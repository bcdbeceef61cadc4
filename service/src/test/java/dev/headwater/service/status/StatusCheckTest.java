package dev.headwater.service.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.service.http.Json;
import dev.headwater.service.status.Part.State;
import dev.headwater.service.status.ServiceStatus.Attention;
import dev.headwater.service.status.ServiceStatus.Claims;
import dev.headwater.service.status.ServiceStatus.FunctionCalls;
import dev.headwater.service.status.ServiceStatus.Queue;
import dev.headwater.service.status.ServiceStatus.Relay;
import dev.headwater.service.status.ServiceStatus.Run;
import dev.headwater.service.status.ServiceStatus.Table;
import dev.headwater.service.status.ServiceStatus.ViewSample;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found of a service, and what needs an operator then. */
class StatusCheckTest {
  private final FakeSources sources = new FakeSources();
  private final Host host = Host.system();

  @Test
  void a_healthy_service_needs_no_one() {
    ServiceStatus status = look();

    assertThat(status.isHealthy()).isTrue();
    assertThat(status.attention()).isEmpty();
    assertThat(status.queues().getFirst()).isEqualTo(Part.known("order-view", new Queue(3, 1, 0)));
    assertThat(status.search().state()).isEqualTo(State.OFF);
    assertThat(status.relay().name()).isEqualTo("relay");
    assertThat(status.functions().found()).containsExactly(sources.command);
  }

  @Test
  void what_does_not_answer_hides_nothing_else() {
    sources.queue =
        new Probe<>(
            "order-view",
            () -> {
              throw new UnavailableException("SQS did not describe a queue (Timeout)", false, null);
            });
    sources.inIndex =
        new Probe<>(
            "order-search",
            () -> {
              throw new IllegalStateException("The environment variable X is not set");
            });
    sources.claims =
        new Probe<>(
            "claims",
            () -> {
              throw new ArithmeticException("ada@example.com");
            });

    ServiceStatus status = look();

    assertThat(status.queues())
        .containsExactly(
            Part.unknown("order-view", "SQS did not describe a queue (Timeout)"),
            Part.known("parked-commits", new Queue(0, 0, 0)));
    assertThat(status.attention())
        .containsExactly(
            line("Could not look at queue order-view: SQS did not describe a queue (Timeout)"),
            line("Could not look at view order-search: The environment variable X is not set"),
            line(
                "Could not look at claims: Looking failed with a java.lang.ArithmeticException;"
                    + " the log says where"));
    assertThat(status.json().toString()).doesNotContain("example.com");
  }

  @Test
  void looks_at_all_parts_at_once() {
    CountDownLatch looking = new CountDownLatch(2);
    sources.queue = new Probe<>("order-view", () -> meeting(looking, new Queue(0, 0, 0)));
    sources.claims = new Probe<>("claims", () -> meeting(looking, new Claims(true, false)));

    assertThat(look().isHealthy()).isTrue();
  }

  private static <T> T meeting(CountDownLatch others, T found) {
    others.countDown();
    try {
      if (!others.await(10, TimeUnit.SECONDS)) {
        throw new UnavailableException("The other probe did not begin", false, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return found;
  }

  @Test
  void parked_messages() {
    sources.queue = FakeSources.known("order-view", new Queue(0, 0, 2));
    sources.parkedCommits = FakeSources.known("parked-commits", new Queue(0, 0, 1));

    assertThat(look().attention())
        .containsExactly(
            line(
                "2 messages are parked in order-view",
                "headwater dead-letters list --queue order-view"),
            line(
                "1 message is parked in parked-commits",
                "headwater dead-letters list --queue parked-commits"));
  }

  @Test
  void foreign_views_and_stale_ones_of_both_stores() {
    sources.inTable = FakeSources.known("order-view", sample(100, 4, 25, 3, 0));
    sources.inIndex = FakeSources.known("order-search", sample(50, 1, 25, 2, 2));

    assertThat(look().attention())
        .containsExactly(
            line(
                "5 of 150 views of order-view looked at were folded by another version of the"
                    + " projection",
                "headwater rebuild order-view"),
            line(
                "2 of 50 views of order-view looked at lack events older than five minutes",
                "headwater verify --repair --view order-view"));
  }

  private static ViewSample sample(
      long sampled, long foreign, long compared, long behind, long stale) {
    return new ViewSample("order-view", "abc", sampled, foreign, compared, behind, stale);
  }

  @ParameterizedTest
  @CsvSource({"false, headwater claims repair", "true, headwater claims repair --take-over"})
  void claims_that_were_not_filled(boolean ofAnotherTable, String command) {
    sources.claims = FakeSources.known("claims", new Claims(false, ofAnotherTable));

    assertThat(look().attention())
        .containsExactly(
            line(
                "The claims table was not filled from these events, so taken values may seem free",
                command));
  }

  @Test
  void a_table_that_is_away_and_a_stream_that_is_off() {
    sources.events = FakeSources.known("events", new Table("EventsTable", "DELETING", 0, false));

    assertThat(look().attention())
        .containsExactly(
            line("The table EventsTable is DELETING"),
            line(
                "The stream of EventsTable is off, so that no commit is published",
                "headwater check"));
  }

  @Test
  void a_relay_that_lags() {
    sources.relay = new Relay("relay", null, 60_000L, 4, true, FakeSources.LOG);
    assertThat(look().isHealthy()).isTrue();

    sources.relay = new Relay("relay", null, 61_000L, 4, true, FakeSources.LOG);
    assertThat(look().attention())
        .containsExactly(line("The relay lags by 61 s", "aws logs tail /logs/shop --since 15m"));

    sources.relay = new Relay("relay", null, 61_000L, 4, null, null);
    assertThat(look().attention())
        .containsExactly(line("The relay lags by 61 s: see what headwater serve prints"));
  }

  @Test
  void a_relay_that_is_not_called_though_events_were_written() {
    sources.relay = new Relay("shop-relay", null, null, 0, true, FakeSources.LOG);

    assertThat(look().attention())
        .containsExactly(
            line(
                "Events were written, but the relay was not called: its event source is off, or"
                    + " lost",
                "aws lambda list-event-source-mappings --function-name shop-relay"));
  }

  @Test
  void errors_and_throttles() {
    sources.command = new FunctionCalls("command", 9, 1, 2, FakeSources.LOG);

    assertThat(look().attention())
        .containsExactly(
            line(
                "1 call of command failed in the last 15 minutes",
                "aws logs tail /logs/shop --since 15m"),
            line(
                "2 calls of command were throttled in the last 15 minutes: raise its concurrency,"
                    + " or the account's"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verify | verify {repair=true} | 60 | headwater verify --repair --resume",
        "verify | verify {repair=false} | 60 | headwater verify --resume",
        "rebuild | rebuild {dryRun=false} | 10000 | headwater rebuild --resume",
        "claims | claims {repair=true} | 59 | headwater claims repair --resume",
        "claims | claims {repair=false} | 61 | headwater claims check --resume",
        "claims | claims {repair=true} | 61 |",
        "rebuild | rebuild {dryRun=false} | 10081 |"
      })
  void interrupted_runs_that_can_be_resumed(
      String operation, String request, int minutes, @Nullable String command) {
    Instant since = host.clock().instant().minus(minutes, ChronoUnit.MINUTES);
    sources.runs =
        FakeSources.known(
            "the last runs", List.of(new Run(operation, "ada", since, request, true)));

    assertThat(look().attention()).extracting(Attention::command).isEqualTo(commands(command));
    sources.runs =
        FakeSources.known(
            "the last runs", List.of(new Run(operation, "ada", since, request, false)));
    assertThat(look().isHealthy()).as("it is under way").isTrue();
  }

  private static List<String> commands(@Nullable String command) {
    return command == null ? List.of() : List.of(command);
  }

  @Test
  void as_json_and_back() {
    sources.relay =
        new Relay("relay", Instant.parse("2026-11-30T12:00:00Z"), 5L, 4, true, FakeSources.LOG);
    ServiceStatus status = look();

    assertThat(ServiceStatus.read(status.json())).isEqualTo(status);
    assertThat(status.json().at("/queues/0").toString())
        .isEqualTo(
            "{\"name\":\"order-view\",\"state\":\"known\",\"found\":{\"waiting\":3,\"inFlight\":1,"
                + "\"parked\":0}}");
    assertThat(status.json().at("/search").toString())
        .isEqualTo("{\"name\":\"search\",\"state\":\"off\"}");
    assertThat(status.json().at("/relay/found/lastPublished").asString())
        .isEqualTo("2026-11-30T12:00:00Z");
    assertThat(status.json().has("healthy")).isFalse();
  }

  @Test
  void something_else_is_no_status() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceStatus.read(Json.object(Map.of("tables", 7))))
        .withMessage("This is not the status of a service");
  }

  private ServiceStatus look() {
    return StatusCheck.run(sources, List.of("verify", "rebuild", "claims"), host);
  }

  private static Attention line(String problem) {
    return line(problem, null);
  }

  private static Attention line(String problem, @Nullable String command) {
    return new Attention(problem, command);
  }
}
