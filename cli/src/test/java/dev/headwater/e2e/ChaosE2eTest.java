package dev.headwater.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ChaosE2eTest {
    private static final int CALLERS = 8;
    private static final int CUSTOMERS = 40;
    private static final int COMMANDS_OF_EACH = 5;
    private static final int MAX_ATTEMPTS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @Test
    void no_command_is_lost_or_takes_effect_twice_and_views_converge(@TempDir Path folder)
            throws InterruptedException {
        List<String> ids = Stream.generate(CustomerApi::newId).limit(CUSTOMERS).toList();
        try (RunningService service = RunningService.on(folder, "--chaos", "seed=7,all=0.1")) {
            CustomerApi api = service.api();
            sendAll(api, ids);

            assertThat(ids).allSatisfy(id -> assertThat(events(api, id))
                    .extracting(event -> event.path("commandId").asString())
                    .isEqualTo(commandIds(id)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ids)
                            .allSatisfy(id -> assertConverged(service, id)));
            service.stop();
            await().untilAsserted(() -> assertThat(service.output())
                    .anyMatch(line -> line.contains("WARNING: chaos"))
                    .anyMatch(line -> line.startsWith("chaos struck: duplicate ")));
            assertThat(String.join("", service.output())).doesNotContainPattern("chaos struck.* 0");
        }
    }

    private void sendAll(CustomerApi api, List<String> ids) {
        Queue<String> open = new ConcurrentLinkedQueue<>(ids);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> {
                    try {
                        for (String id = open.poll(); id != null; id = open.poll()) {
                            sendAll(api, id);
                        }
                    } catch (AssertionError | RuntimeException failure) {
                        failures.add(failure);
                    }
                });
            }
        }
        assertThat(failures).isEmpty();
    }

    private static void sendAll(CustomerApi api, String id) {
        for (int version = 1; version <= COMMANDS_OF_EACH; version++) {
            int number = version;
            Reply reply = persistently(() -> send(api, id, number));
            assertThat(reply.version()).as(reply.text()).isEqualTo(version);
        }
    }

    private static Reply send(CustomerApi api, String id, int number) {
        String[] key = {"Idempotency-Key", commandIds(id).get(number - 1)};
        String email = "e" + number + "-" + id + "@example.com";
        return switch (number) {
            case 1 -> api.post("/customers", """
                    {"customerId": "%s", "email": "%s", "name": "Ada"}""".formatted(id, email),
                    key);
            case 3 -> api.suspend(id, key);
            case 4 -> api.reactivate(id, key);
            default -> api.updateEmail(id, email, key);
        };
    }

    /** A view shows a whole history, or all up to before a last message that was dropped. */
    private static void assertConverged(RunningService service, String id) {
        CustomerApi api = service.api();
        Customer view = Customer.view(persistently(() -> api.get("/customers/" + id)).json());
        assertThat(view)
                .isEqualTo(Customer.fold(events(api, id).subList(0, (int) view.version())));
        String lastDropped = "dropped event " + id + "@" + COMMANDS_OF_EACH
                + " for headwater-CustomerViewQueue";
        assertThat(view.version() == COMMANDS_OF_EACH
                || service.output().stream().anyMatch(line -> line.contains(lastDropped)))
                .as("%s is at version %d", id, view.version())
                .isTrue();
    }

    private static List<JsonNode> events(CustomerApi api, String id) {
        return persistently(() -> api.get("/customers/" + id + "/events")).json()
                .path("items")
                .valueStream()
                .toList();
    }

    /** As a careful client does it: again, the same, until there is an answer. */
    private static Reply persistently(Supplier<Reply> request) {
        Reply reply = request.get();
        for (int attempt = 1; reply.status() >= 500 && attempt < MAX_ATTEMPTS; attempt++) {
            reply = request.get();
        }
        assertThat(reply.status()).as(reply.text()).isLessThan(500);
        return reply;
    }

    private static List<String> commandIds(String id) {
        return IntStream.rangeClosed(1, COMMANDS_OF_EACH)
                .mapToObj(number -> id + "-" + number)
                .toList();
    }
}
