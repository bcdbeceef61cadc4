package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Customers of a service that fails on purpose, and what it acknowledged to them. They do as
 * careful clients: each command is sent again, with the same key, until there is an answer.
 */
final class ChaosRun {
  private static final int CALLERS = 8;
  private static final int MAX_ATTEMPTS = 100;

  private final CustomerApi api;
  private final List<String> ids;

  /** By customer: the ids of the commands, in the order of the versions that they led to. */
  private final Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();

  private final LongAdder commands = new LongAdder();
  private final LongAdder retries = new LongAdder();

  ChaosRun(CustomerApi api, int customers) {
    this.api = api;
    this.ids = Stream.generate(CustomerApi::newId).limit(customers).toList();
  }

  List<String> ids() {
    return ids;
  }

  /** How many commands were acknowledged so far. */
  long commands() {
    return commands.sum();
  }

  /** How many requests were sent again. */
  long retries() {
    return retries.sum();
  }

  /** Of each customer so many commands: all of one by the same caller, one after the other. */
  void send(int commandsOfEach) {
    Callers.forAll(
        CALLERS,
        ids,
        id -> {
          for (int number = 1; number <= commandsOfEach; number++) {
            sendNext(id);
          }
        });
  }

  void sendNext(String id) {
    List<String> sofar = acknowledged.computeIfAbsent(id, _ -> new ArrayList<>());
    int version = sofar.size() + 1;
    String commandId = id + "-" + version;
    Reply reply = persistently(() -> send(id, version, "Idempotency-Key", commandId));
    assertThat(reply.version()).as(reply.text()).isEqualTo(version);
    sofar.add(commandId);
    commands.increment();
  }

  /** Registers, then updates, suspends and reactivates in turn. */
  private Reply send(String id, int version, String... key) {
    String email = "e" + version + "-" + id + "@example.com";
    if (version == 1) {
      return api.post(
          "/customers",
          """
          {"customerId": "%s", "email": "%s", "name": "Ada"}\
          """
              .formatted(id, email),
          key);
    }
    return switch (version % 3) {
      case 2 -> api.updateEmail(id, email, key);
      case 0 -> api.suspend(id, key);
      default -> api.reactivate(id, key);
    };
  }

  /** Each acknowledged command stands once in the log, at its version, and nothing else does. */
  void assertHistories() {
    Callers.forAll(
        CALLERS,
        ids,
        id ->
            assertThat(events(id))
                .extracting(event -> event.path("commandId").asString())
                .isEqualTo(acknowledged.get(id)));
  }

  List<JsonNode> events(String id) {
    return get("/customers/" + id + "/events").path("items").valueStream().toList();
  }

  JsonNode get(String path) {
    return persistently(() -> api.get(path)).json();
  }

  private Reply persistently(Supplier<Reply> request) {
    Reply reply = request.get();
    for (int attempt = 1; reply.status() >= 500 && attempt < MAX_ATTEMPTS; attempt++) {
      retries.increment();
      reply = request.get();
    }
    assertThat(reply.status()).as(reply.text()).isLessThan(500);
    return reply;
  }
}
