package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CrashE2eTest {
  private static final int CALLERS = 8;
  private static final int CUSTOMERS = 100;
  private static final int COMMANDS_OF_EACH = 10;
  private static final int COMMANDS_BEFORE_THE_CRASH = CUSTOMERS * COMMANDS_OF_EACH / 2;

  /**
   * What a projector hands back stays away for its queue's visibility timeout, 180 s as on AWS.
   * Only an overloaded machine makes one hand anything back here.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** By customer, in order. */
  private final Map<String, List<Event>> acknowledged = new ConcurrentHashMap<>();

  private final AtomicInteger commands = new AtomicInteger();

  /** An event as it is read, or as a command must have written it. */
  private record Event(long version, String type, Map<String, String> payload) {}

  @Test
  void every_acknowledged_command_outlives_a_kill_in_the_middle(@TempDir Path folder)
      throws InterruptedException {
    List<String> ids = Stream.generate(CustomerApi::newId).limit(CUSTOMERS).toList();
    try (RunningService service = RunningService.on(folder)) {
      CustomerApi api = service.api();
      Callers.forAll(CALLERS, ids, id -> sendUntilKilled(service, api, id));
    }
    assertThat(isKilled()).isTrue();
    try (RunningService service = RunningService.on(folder)) {
      CustomerApi api = service.api();
      assertThat(acknowledged)
          .allSatisfy(
              (id, events) ->
                  assertThat(events(api, id))
                      .extracting(CrashE2eTest::event)
                      .as(id)
                      .startsWith(events.toArray(Event[]::new)));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(ids)
                      .allSatisfy(id -> assertThat(view(api, id)).isEqualTo(fold(api, id))));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(ids)
                      .allSatisfy(id -> assertThat(found(api, id)).isEqualTo(fold(api, id))));
      String late = CustomerApi.newId();
      assertThat(
              answer(() -> api.register(late, "late@example.com", "Idempotency-Key", late))
                  .status())
          .isEqualTo(201);
    }
  }

  private void sendUntilKilled(RunningService service, CustomerApi api, String id) {
    try {
      for (long version = 1; version <= COMMANDS_OF_EACH; version++) {
        acknowledge(id, send(api, id, version), service);
      }
    } catch (UncheckedIOException cut) {
      if (!isKilled()) {
        throw cut;
      }
    }
  }

  /** Kills amid the commands of the other callers; what they are answered later does not count. */
  private synchronized void acknowledge(String id, Event event, RunningService service) {
    if (isKilled()) {
      return;
    }
    acknowledged.computeIfAbsent(id, _ -> new ArrayList<>()).add(event);
    if (commands.incrementAndGet() == COMMANDS_BEFORE_THE_CRASH) {
      try {
        service.kill();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private boolean isKilled() {
    return commands.get() == COMMANDS_BEFORE_THE_CRASH;
  }

  /** Registers, then suspends, reactivates and updates in turn. */
  private static Event send(CustomerApi api, String id, long version) {
    String email = id + ".e" + version + "@example.com";
    String type =
        version == 1
            ? "CustomerRegistered"
            : List.of("CustomerEmailUpdated", "CustomerSuspended", "CustomerReactivated")
                .get((int) (version + 1) % 3);
    String[] key = {"Idempotency-Key", id + "-" + version};
    Reply reply =
        unlessBusy(
            await(),
            () ->
                switch (type) {
                  case "CustomerRegistered" -> api.register(id, email, key);
                  case "CustomerEmailUpdated" -> api.updateEmail(id, email, key);
                  case "CustomerSuspended" -> api.suspend(id, key);
                  default -> api.reactivate(id, key);
                });
    assertThat(reply.version()).as(reply.text()).isEqualTo(version);
    return new Event(
        version,
        type,
        switch (type) {
          case "CustomerRegistered" -> Map.of("email", email);
          case "CustomerEmailUpdated" -> Map.of("newEmail", email);
          default -> Map.of();
        });
  }

  /** Without what a command does not say of itself. */
  private static Event event(JsonNode json) {
    Map<String, String> payload = new TreeMap<>();
    json.path("payload")
        .forEachEntry(
            (name, value) -> {
              if (name.equals("email") || name.equals("newEmail")) {
                payload.put(name, value.asString());
              }
            });
    return new Event(json.path("version").asLong(), json.path("eventType").asString(), payload);
  }

  private List<JsonNode> events(CustomerApi api, String id) {
    Reply reply = answer(() -> api.get("/customers/" + id + "/events"));
    if (reply.status() != 404 || acknowledged.containsKey(id)) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
    return reply.json().path("items").valueStream().toList();
  }

  private static Customer view(CustomerApi api, String id) {
    Reply reply = answer(() -> api.get("/customers/" + id));
    assertThat(reply.status()).as(reply.text()).isIn(200, 404);
    return Customer.view(reply.json());
  }

  /** As the index has it. */
  private static Customer found(CustomerApi api, String id) {
    Reply reply = answer(() -> api.get("/customers?email=" + id + ".*"));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    List<JsonNode> items = reply.json().path("items").valueStream().toList();
    assertThat(items).hasSizeLessThan(2);
    return items.isEmpty() ? Customer.fold(items) : Customer.view(items.getFirst());
  }

  private Customer fold(CustomerApi api, String id) {
    return Customer.fold(events(api, id));
  }

  /** An answer is due: on an overloaded machine the first attempts may bring none in time. */
  private static Reply answer(Supplier<Reply> request) {
    return unlessBusy(await().ignoreException(UncheckedIOException.class), request);
  }

  /** Sends again as long as the answer is 503, which asks for it. */
  private static Reply unlessBusy(ConditionFactory waiting, Supplier<Reply> request) {
    return waiting
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInSameThread()
        .until(request::get, reply -> reply.status() != 503);
  }
}
