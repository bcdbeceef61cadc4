package dev.headwater.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code mvn verify -Pload}: prints the figures, and fails when a customer is missing. */
@Tag("load")
class LoadE2eTest {
    private static final int CUSTOMERS = 10_000;
    private static final int CLIENTS = 16;
    private static final int PACED_COMMANDS = 1_000;
    private static final int PACED_PER_SECOND = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(10);

    @Test
    void finds_all_of_many_customers_soon_after_the_last_reply(@TempDir Path folder)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (RunningService service = RunningService.on(folder)) {
            print("time to ready: %d ms", millisSince(start));
            print("memory when ready: %d MB", residentMegabytes(service.pid()));
            registerMany(service.api());
            print("memory after %d registrations: %d MB, processor time so far: %d s", CUSTOMERS,
                    residentMegabytes(service.pid()), service.cpuTime().toSeconds());
            measureReplyToView(service.api());
        }
    }

    private static void registerMany(CustomerApi api) throws InterruptedException {
        List<String> ids = Stream.generate(CustomerApi::newId).limit(CUSTOMERS).toList();
        long start = System.nanoTime();
        forAll(ids, id -> assertThat(api.register(id, id + "@example.com").status())
                .isEqualTo(201));
        long seconds = Math.max(1, millisSince(start) / 1_000);
        print("commands by %d clients: %d/s", CLIENTS, CUSTOMERS / seconds);

        long lastReply = System.nanoTime();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> listed(api).containsAll(ids));
        print("all in the list %d ms after the last reply", millisSince(lastReply));
        forAll(ids, id -> assertThat(api.get("/customers/" + id).status()).isEqualTo(200));
    }

    /** From a command's reply until a look-up shows its effect, at a modest pace. */
    private static void measureReplyToView(CustomerApi api) throws InterruptedException {
        Queue<Long> millis = new ConcurrentLinkedQueue<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor();
                var pace = Executors.newSingleThreadScheduledExecutor()) {
            var ticks = pace.scheduleAtFixedRate(
                    () -> clients.execute(() -> millis.add(replyToView(api))), 0,
                    1_000_000 / PACED_PER_SECOND, TimeUnit.MICROSECONDS);
            await().atMost(PATIENCE).until(() -> millis.size() >= PACED_COMMANDS);
            ticks.cancel(false);
        }
        List<Long> sorted = millis.stream().sorted().toList();
        print("reply to view at %d commands/s: p50 %d ms, p99 %d ms", PACED_PER_SECOND,
                sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100));
    }

    private static long replyToView(CustomerApi api) {
        String id = api.registered();
        long reply = System.nanoTime();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .pollInSameThread()
                .until(() -> api.get("/customers/" + id).status() == 200);
        return millisSince(reply);
    }

    private static Set<String> listed(CustomerApi api) {
        Set<String> ids = new HashSet<>();
        String path = "/customers?status=ACTIVE&limit=100";
        String cursor = "";
        for (int page = 0; page <= CUSTOMERS / 100; page++) {
            JsonNode json = api.get(path + cursor).json();
            json.path("items").forEach(item -> ids.add(item.path("customerId").asString()));
            if (!json.has("nextCursor")) {
                break;
            }
            cursor = "&cursor=" + json.path("nextCursor").asString();
        }
        return ids;
    }

    private static void forAll(List<String> ids, Consumer<String> action)
            throws InterruptedException {
        Queue<String> open = new ConcurrentLinkedQueue<>(ids);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> {
                    try {
                        for (String id = open.poll(); id != null; id = open.poll()) {
                            action.accept(id);
                        }
                    } catch (AssertionError | RuntimeException failure) {
                        failures.add(failure);
                    }
                });
            }
        }
        assertThat(failures).isEmpty();
    }

    private static long residentMegabytes(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
        String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(kilobytes.strip()) / 1024;
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private static void print(String format, Object... values) {
        System.out.printf("load: " + format + "%n", values);
    }
}
