package dev.headwater.service.functions;

import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.RedactedException;
import dev.headwater.service.functions.ServiceRuntime.Rehearsal;
import dev.headwater.service.functions.internal.priming.PrimingTraffic;
import dev.headwater.service.functions.internal.priming.SampleStore;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.crac.Context;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hooks that Lambda's runtime calls around a snapshot: primes a function before it is taken,
 * and makes it ready for its first request after each restore.
 *
 * <p>A snapshot outlives connections and credentials, so both are dropped before: nothing refers to
 * them any more, though their memory may stay in it as garbage. The ids and tokens of restored
 * functions differ because they come from {@link java.security.SecureRandom}, which Lambda keeps
 * unique; jitter comes from {@link ThreadLocalRandom}, which it does not.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html">Handling
 *     uniqueness with Lambda SnapStart</a>
 */
final class SnapStart implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(SnapStart.class);
  static final int PRIMING_SECONDS = 30;
  static final int RESTORE_SECONDS = 2;

  /** With many samples, ten rehearsals take a few seconds on half a CPU. */
  private static final int MIN_REHEARSALS = 10;

  /** The JVM compiles what has run 200 times, and each rehearsal handles a sample twice. */
  private static final int MAX_REHEARSALS = 100;

  /** After this many seconds, no rehearsal beyond the minimum begins. */
  private static final int ENOUGH_SECONDS = 3;

  /** At how many different places in its sequence a restored function may begin. */
  private static final int RANDOM_STEPS = 1_000;

  private static final int RANDOM_THREADS = 32;

  private final ServiceRuntime parts;
  private final Rehearsal rehearsal;
  private final RestoredConnections connections;

  SnapStart(ServiceRuntime parts, Rehearsal rehearsal) {
    this.parts = parts;
    this.rehearsal = rehearsal;
    this.connections = new RestoredConnections(parts.clients());
  }

  /** Primes the function; called by Lambda's runtime. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    Host host = parts.host();
    long begun = host.clock().millis();
    var traffic = new PrimingTraffic();
    var store = new SampleStore();
    try (ServiceRuntime primed = parts.over(connections.forSamples(store, traffic))) {
      Deadline enough = Deadline.in(Duration.ofSeconds(ENOUGH_SECONDS), host);
      Deadline end = Deadline.in(Duration.ofSeconds(PRIMING_SECONDS), host);
      Set<String> leftOut = new LinkedHashSet<>();
      int runs = 0;
      while (runs < (enough.hasPassed() ? MIN_REHEARSALS : MAX_REHEARSALS) && !end.hasPassed()) {
        store.clear(); // or only the first rehearsal would create anything
        leftOut.addAll(rehearsal.run(primed, end));
        runs++;
      }
      LOG.info(
          "Primed in {} ms with {} rehearsals: {} reads sent, {} writes answered here{}",
          host.clock().millis() - begun,
          runs,
          traffic.sent(),
          traffic.answered(),
          leftOut.isEmpty() ? "" : "; left out: " + String.join(", ", leftOut));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "Priming failed after {} ms, so the first requests will be slow: {}",
          host.clock().millis() - begun,
          RedactedException.of(e).getMessage());
    }
    makeReady(List.of()); // a check may create an index, and priming changes no data
    connections.drop();
  }

  /** Makes the function ready for its first request; called by Lambda's runtime. */
  @Override
  public void afterRestore(Context<? extends Resource> context) {
    makeReady(parts.searchIndices());
  }

  private void makeReady(List<SelfCreatingIndex<?>> indices) {
    drawOn(parts.host());
    connections.prepare(indices, Duration.ofSeconds(RESTORE_SECONDS));
  }

  /**
   * The SDK draws jitter from {@link ThreadLocalRandom}, whose seeds the snapshot contains and
   * nothing can change. So each restored function begins elsewhere in the same sequences: this
   * thread's, and that of seeds for later threads.
   */
  private static void drawOn(Host host) {
    int steps = host.random().nextInt(RANDOM_STEPS);
    for (int step = 0; step < steps; step++) {
      ThreadLocalRandom.current().nextInt();
    }
    int threads = 2 + host.random().nextInt(RANDOM_THREADS);
    host.parallelCalls()
        .callEach(
            Collections.nCopies(threads, () -> ThreadLocalRandom.current().nextInt()), threads);
  }
}
