package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mvn verify -Pload}: prints how long after a command's reply a look-up shows its effect, at
 * a modest pace, and where that time goes; fails when something never shows.
 */
@Tag("load")
class ReplyToViewE2eTest {
  private static final int WARM_UP = 500;
  private static final int COMMANDS = 3_000;
  private static final int PER_SECOND = 50;

  /** More than are ever in flight, so that a slow service does not delay the next call. */
  private static final int IN_FLIGHT = 1_000;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Ever slower, by a tenth: those who wait long must not be the load that they wait for. */
  private static final PollInterval POLL =
      IterativePollInterval.iterative(
          last -> last.multipliedBy(11).dividedBy(10), Duration.ofMillis(10));

  /** One command, from the request to its reply, and from there until a look-up finds it. */
  private record Seen(long replyMillis, long viewMillis) {}

  /** A summary of {@code /metrics}, by its name and labels. */
  private record Lag(String name, String labels) {
    static final Lag RELAY = new Lag("relay_lag_seconds", "function=\"headwater-relay\"");
    static final Lag VIEW =
        new Lag(
            "projection_lag_seconds",
            "function=\"headwater-customer-view\",projection=\"customer-view\"");

    /** Of all that it has counted between two looks. */
    double meanMillis(Metrics from, Metrics to) {
      return 1_000 * grown("_sum", from, to) / grown("_count", from, to);
    }

    private double grown(String part, Metrics from, Metrics to) {
      String series = name + part + "{" + labels + "}";
      return to.value(series) - from.value(series);
    }

    /** Of the last ten minutes. */
    String quantiles(Metrics metrics) {
      return String.format(
          Locale.ROOT,
          "p50 %.0f ms, p99 %.0f ms",
          quantileMillis(metrics, "0.5"),
          quantileMillis(metrics, "0.99"));
    }

    private double quantileMillis(Metrics metrics, String quantile) {
      return 1_000 * metrics.value(name + "{" + labels + ",quantile=\"" + quantile + "\"}");
    }
  }

  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final LongAdder refused = new LongAdder();

  @Test
  void shows_every_command_and_tells_where_the_time_goes(@TempDir Path folder)
      throws InterruptedException {
    try (RunningService service = RunningService.on(folder)) {
      CustomerApi api = service.api();
      print("while it warmed up", warmUp(api));
      Metrics warm = Metrics.of(api);
      print("at " + PER_SECOND + " commands/s", paced(api));
      print(warm, Metrics.of(api));
    }
  }

  /** Four callers, as fast as they are answered: a cold service need not keep up with a pace. */
  private List<Seen> warmUp(CustomerApi api) {
    Callers.forAll(4, IntStream.range(0, WARM_UP).boxed().toList(), _ -> replyToView(api));
    return taken();
  }

  private List<Seen> paced(CustomerApi api) {
    Callers.atPace(
        PER_SECOND, IN_FLIGHT, begun -> begun >= COMMANDS, PATIENCE, () -> replyToView(api));
    return taken();
  }

  private void replyToView(CustomerApi api) {
    long request = System.nanoTime();
    String id = CustomerApi.newId();
    if (api.register(id, id + "@example.com").status() != 201) {
      refused.increment(); // too much at once for this machine
      return;
    }
    long reply = System.nanoTime();
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .pollInSameThread()
        .until(() -> api.get("/customers/" + id).status() == 200);
    seen.add(new Seen(TimeUnit.NANOSECONDS.toMillis(reply - request), Load.millisSince(reply)));
  }

  private List<Seen> taken() {
    List<Seen> all = List.copyOf(seen);
    seen.clear();
    assertThat(all).isNotEmpty();
    return all;
  }

  private void print(String when, List<Seen> seen) {
    Load.print(
        "%s (%d commands, %d refused so far): reply to view %s; request to reply %s",
        when,
        seen.size(),
        refused.sum(),
        quantiles(seen, Seen::viewMillis),
        quantiles(seen, Seen::replyMillis));
  }

  private static String quantiles(List<Seen> seen, ToLongFunction<Seen> millis) {
    long[] sorted = seen.stream().mapToLong(millis).sorted().toArray();
    return "p50 %s ms, p99 %s ms"
        .formatted(sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
  }

  private static void print(Metrics from, Metrics to) {
    double relay = Lag.RELAY.meanMillis(from, to);
    double view = Lag.VIEW.meanMillis(from, to);
    assertThat(relay).isPositive();
    assertThat(view).isGreaterThan(relay);
    Load.print(
        "of that, from the decision until the bus has it (stream, relay): mean %.0f ms,"
            + " %s with the warm-up",
        relay, Lag.RELAY.quantiles(to));
    Load.print(
        "from the decision until the view has it: mean %.0f ms, %s with the warm-up;"
            + " so bus, queue and projector: mean %.0f ms",
        view, Lag.VIEW.quantiles(to), view - relay);
  }
}
