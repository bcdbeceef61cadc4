package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code mvn verify -Pload}: prints the figures, and fails when a customer is missing. */
@Tag("load")
class LoadE2eTest {
  private static final int CUSTOMERS = 10_000;
  private static final int CLIENTS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Test
  void finds_all_of_many_customers_soon_after_the_last_reply(@TempDir Path folder)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (RunningService service = RunningService.on(folder)) {
      Load.print("time to ready: %d ms", Load.millisSince(start));
      Load.print("memory when ready: %d MB", residentMegabytes(service.pid()));
      registerMany(service.api());
      Load.print(
          "memory after %d registrations: %d MB, processor time so far: %d s",
          CUSTOMERS, residentMegabytes(service.pid()), service.cpuTime().toSeconds());
    }
  }

  private static void registerMany(CustomerApi api) {
    List<String> ids = Stream.generate(CustomerApi::newId).limit(CUSTOMERS).toList();
    long start = System.nanoTime();
    api.registerAll(CLIENTS, ids);
    long seconds = Math.max(1, Load.millisSince(start) / 1_000);
    Load.print("commands by %d clients: %d/s", CLIENTS, CUSTOMERS / seconds);

    long lastReply = System.nanoTime();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> listed(api).containsAll(ids));
    Load.print("all in the list %d ms after the last reply", Load.millisSince(lastReply));
    Callers.forAll(
        CLIENTS, ids, id -> assertThat(api.get("/customers/" + id).status()).isEqualTo(200));
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

  private static long residentMegabytes(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
    String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Long.parseLong(kilobytes.strip()) / 1024;
  }
}
