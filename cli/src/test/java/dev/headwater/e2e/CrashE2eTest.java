package dev.headwater.e2e;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CrashE2eTest {
    private static final int CALLERS = 8;
    private static final int CUSTOMERS = 100;
    private static final int COMMANDS_OF_EACH = 10;
    private static final int COMMANDS_BEFORE_THE_CRASH = CUSTOMERS * COMMANDS_OF_EACH / 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private record Acknowledged(String id, Event event) {}

    /** An event as it is read, or as a command must have written it. */
    private record Event(long version, String type, Map<String, String> payload) {}

    @Test
    void every_acknowledged_command_outlives_a_kill_in_the_middle(@TempDir Path folder)
            throws InterruptedException {
        List<String> ids = Stream.generate(CustomerApi::newId).limit(CUSTOMERS).toList();
        try (RunningService service = RunningService.on(folder)) {
            sendUntilKilled(service, new ConcurrentLinkedQueue<>(ids));
        }
        assertThat(failures).isEmpty();
        assertThat(acknowledged).hasSizeBetween(COMMANDS_BEFORE_THE_CRASH,
                CUSTOMERS * COMMANDS_OF_EACH - 1);
        try (RunningService service = RunningService.on(folder)) {
            CustomerApi api = service.api();
            assertThat(acknowledged).allSatisfy(command -> assertThat(
                    event(events(api, command.id()).get((int) command.event().version() - 1)))
                    .isEqualTo(command.event()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ids)
                            .allSatisfy(id -> assertThat(view(api, id)).isEqualTo(fold(api, id))));
            assertThat(api.register(CustomerApi.newId(), "late@example.com").status())
                    .isEqualTo(201);
        }
    }

    private void sendUntilKilled(RunningService service, Queue<String> ids)
            throws InterruptedException {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> sendAll(service.api(), ids));
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> acknowledged.size() >= COMMANDS_BEFORE_THE_CRASH);
            service.kill();
        }
    }

    private void sendAll(CustomerApi api, Queue<String> ids) {
        try {
            for (String id = ids.poll(); id != null; id = ids.poll()) {
                for (long version = 1; version <= COMMANDS_OF_EACH; version++) {
                    acknowledged.add(new Acknowledged(id, send(api, id, version)));
                }
            }
        } catch (UncheckedIOException cut) {
            if (acknowledged.size() < COMMANDS_BEFORE_THE_CRASH) {
                failures.add(cut); // nothing was killed yet
            }
        } catch (AssertionError | RuntimeException failure) {
            failures.add(failure);
        }
    }

    /** Registers, then suspends, reactivates and updates in turn. */
    private static Event send(CustomerApi api, String id, long version) {
        String email = id + ".e" + version + "@example.com";
        String type = version == 1
                ? "CustomerRegistered"
                : List.of("CustomerEmailUpdated", "CustomerSuspended", "CustomerReactivated")
                        .get((int) (version + 1) % 3);
        Reply reply = switch (type) {
            case "CustomerRegistered" -> api.register(id, email);
            case "CustomerEmailUpdated" -> api.updateEmail(id, email);
            case "CustomerSuspended" -> api.suspend(id);
            default -> api.reactivate(id);
        };
        assertThat(reply.version()).as(reply.text()).isEqualTo(version);
        return new Event(version, type, switch (type) {
            case "CustomerRegistered" -> Map.of("email", email);
            case "CustomerEmailUpdated" -> Map.of("newEmail", email);
            default -> Map.of();
        });
    }

    /** Without what a command does not say of itself. */
    private static Event event(JsonNode json) {
        Map<String, String> payload = new TreeMap<>();
        json.path("payload").forEachEntry((name, value) -> {
            if (name.equals("email") || name.equals("newEmail")) {
                payload.put(name, value.asString());
            }
        });
        return new Event(json.path("version").asLong(), json.path("eventType").asString(),
                payload);
    }

    private static JsonNode events(CustomerApi api, String id) {
        Reply reply = api.get("/customers/" + id + "/events");
        assertThat(reply.status()).as(reply.text()).isIn(200, 404);
        return reply.json().path("items");
    }

    private static Customer view(CustomerApi api, String id) {
        return Customer.view(api.get("/customers/" + id).json());
    }

    private static Customer fold(CustomerApi api, String id) {
        return Customer.fold(events(api, id).valueStream().toList());
    }
}
