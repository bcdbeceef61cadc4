package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mvn verify -Pload}: a rebuild that is killed three times, while commands go on at a modest
 * pace and a reader looks at every view.
 */
@Tag("load")
class RebuildUnderLoadE2eTest {
  private static final int CALLERS = 8;
  private static final int PER_SECOND = 50;
  private static final int COMMANDS_PER_LOOK = 5;
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(20);
  private static final int KILLS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final List<String> CUSTOMERS =
      IntStream.range(0, 2_000).mapToObj(number -> "c" + number).toList();

  /** A rebuild takes what the machine has, which commands need, too. */
  private static final String[] RATE = {"--rate", "100"};

  private static final String[] RESUMED = {"--rate", "100", "--resume"};

  @TempDir private Path folder;

  private final AtomicInteger commands = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();

  @Test
  void neither_commands_nor_readers_notice() throws Exception {
    Operator operator = new Operator(folder);
    try (RunningService service = RunningService.on(folder);
        DamagedViews views = new DamagedViews(service.endpoints(), DamagedViews.CUSTOMERS)) {
      CustomerApi api = service.api();
      api.registerAll(CALLERS, CUSTOMERS);
      await()
          .atMost(PATIENCE)
          .until(() -> api.get("/customers/count").text().contains("{\"count\":2000}"));
      for (String id : CUSTOMERS) {
        views.makeForeign(id);
      }

      var operations = CompletableFuture.runAsync(() -> rebuild(operator, service));
      long begun = System.nanoTime();
      Callers.atPace(
          PER_SECOND, CALLERS, _ -> operations.isDone(), PATIENCE, () -> suspendOrReactivate(api));
      operations.join();

      assertThat(refused).isEmpty();
      assertThat(commands.get() / (Load.millisSince(begun) / 1000.0))
          .as("commands per second")
          .isGreaterThan(0.9 * PER_SECOND);
      assertThat(looks).hasPositiveValue();
      assertClean(operator);
    }
    Load.print(
        "%d commands at %d a second, %d looks, %d kills: none refused, none wrong",
        commands.get(), PER_SECOND, looks.get(), KILLS);
  }

  /** Each customer in turn, so that none is asked twice at once. */
  private void suspendOrReactivate(CustomerApi api) {
    int number = commands.getAndIncrement();
    String id = CUSTOMERS.get(number % CUSTOMERS.size());
    boolean active = number / CUSTOMERS.size() % 2 == 0;
    Reply reply = active ? api.suspend(id) : api.reactivate(id);
    if (reply.status() != 200) {
      refused.add(reply.status() + " " + reply.text());
    }
    if (number % COMMANDS_PER_LOOK == 0) {
      look(api);
    }
  }

  private void look(CustomerApi api) {
    String id = CUSTOMERS.get(looks.getAndIncrement() % CUSTOMERS.size());
    Reply reply = api.get("/customers/" + id);
    if (reply.status() != 200 || !reply.text().contains("Ada Lovelace")) {
      refused.add(id + " is shown as " + reply.status() + " " + reply.text());
    }
  }

  /** Kills the command three times, each time after it has gone on. */
  private static void rebuild(Operator operator, RunningService service) {
    long read = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      read = killedOnItsWay(operator, service, kill == 0 ? RATE : RESUMED, read);
    }
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(() -> operator.run("rebuild", RESUMED).exitCode(), exitCode -> exitCode == 0);
  }

  /**
   * Until the lease of a killed command ends, the next one is refused: so it begins again, but not
   * at once, since each start takes what the machine has.
   */
  private static long killedOnItsWay(
      Operator operator, RunningService service, String[] options, long read) {
    var running = new AtomicReference<>(operator.start("rebuild", options));
    var begun = new AtomicLong(System.nanoTime());
    long reached =
        await()
            .atMost(PATIENCE)
            .pollInSameThread()
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  if (!running.get().isAlive()
                      && System.nanoTime() - begun.get() > BETWEEN_STARTS.toNanos()) {
                    running.set(operator.start("rebuild", options));
                    begun.set(System.nanoTime());
                  }
                  return InterruptedOperationsE2eTest.itemsRead(service, "rebuild");
                },
                items -> items > read);
    assertThat(running.get().isAlive()).as("killed in the middle").isTrue();
    running.get().destroyForcibly();
    return reached;
  }

  private static void assertClean(Operator operator) {
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .untilAsserted(
            () -> {
              Finished verified = operator.run("verify");
              assertThat(verified.exitCode()).as(verified.output()).isZero();
              assertThat(verified.output()).doesNotContain("another version");
            });
  }
}
