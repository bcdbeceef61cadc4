package dev.headwater.testkit.simulation;

import dev.headwater.host.InterruptedWaitException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a domain through the real command handler, relay, projector and query code, over stores in
 * memory, with everything going wrong that can: what is lost, late, doubled or dropped, who goes on
 * when, and who dies, is decided by a seed.
 *
 * <p>Each run checks the guarantees: whole commits, no lost update, effects once, true answers,
 * unique claims, events published, views that converge, reads that see the reader's writes, lists
 * that lose and repeat nothing, and a bad event that stops its own aggregate only. A seed that
 * breaks one breaks it every time, in every process; it is cut down to the fewest choices that
 * still break it, and told as a story.
 *
 * <pre>{@code
 * Simulation.of(new BasketSimulation()).check(1, 1_000);
 * }</pre>
 */
public final class Simulation<C, S, E, R, V> {
  private final SimulatedDomain<C, S, E, R, V> domain;
  private final Faults faults;
  private final Parts<S, E, V> parts;

  private Simulation(SimulatedDomain<C, S, E, R, V> domain, Faults faults, Parts<S, E, V> parts) {
    if (domain.aggregateIds().isEmpty()) {
      throw new IllegalArgumentException("A simulated domain has at least one aggregate id");
    }
    this.domain = domain;
    this.faults = faults;
    this.parts = parts;
  }

  /** A simulation with all faults at their usual rates. */
  public static <C, S, E, R, V> Simulation<C, S, E, R, V> of(
      SimulatedDomain<C, S, E, R, V> domain) {
    return new Simulation<>(domain, Faults.all(), new Parts<>());
  }

  /** The same with other rates. */
  public Simulation<C, S, E, R, V> with(Faults other) {
    return new Simulation<>(domain, other, parts);
  }

  /** The same without a safeguard. */
  Simulation<C, S, E, R, V> with(Parts<S, E, V> other) {
    return new Simulation<>(domain, faults, other);
  }

  /**
   * Runs so many seeds, one after the other.
   *
   * @return what they brought about
   * @throws AssertionError that tells the story of the first one that breaks a guarantee
   */
  public Coverage check(long firstSeed, int seeds) {
    Coverage coverage = Coverage.NOTHING;
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      Choices choices = Choices.ofSeed(seed);
      Ended ended = run(choices, false);
      if (ended.failure() != null) {
        Failure failure = shrunk(seed, choices.taken(), ended);
        throw new AssertionError(failure.story(), failure.cause());
      }
      coverage = coverage.and(ended.coverage());
    }
    return coverage;
  }

  /** The first seed that breaks a guarantee, cut down to a short story. */
  public Optional<Failure> find(long firstSeed, int seeds) {
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      Choices choices = Choices.ofSeed(seed);
      Ended ended = run(choices, false);
      if (ended.failure() != null) {
        return Optional.of(shrunk(seed, choices.taken(), ended));
      }
    }
    return Optional.empty();
  }

  /** What happens under a seed, whether or not it breaks a guarantee. */
  public List<String> events(long seed) {
    return run(Choices.ofSeed(seed), true).story();
  }

  private Failure shrunk(long seed, int[] taken, Ended first) {
    int[] fewest =
        Shrinker.shrink(taken, choices -> run(Choices.playback(choices), false).breaksLike(first));
    Ended ended = run(Choices.playback(fewest), true);
    if (ended.failure() == null) {
      throw new IllegalStateException("Seed " + seed + " cannot be played back");
    }
    return new Failure(seed, ended.failure(), ended.story());
  }

  /** On a virtual thread, which hands over to those of the actors without a switch of threads. */
  private Ended run(Choices choices, boolean told) {
    AtomicReference<Ended> ended = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  World<C, S, E, R, V> world = new World<>(domain, choices, faults, parts, told);
                  ended.set(new Ended(Run.failureOf(world), world.story.lines(), world.coverage()));
                });
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(e);
    }
    return ended.get();
  }

  /** How a run ended. */
  private record Ended(@Nullable Throwable failure, List<String> story, Coverage coverage) {
    boolean breaksLike(Ended other) {
      return failure != null && kind(failure).equals(kind(other.failure));
    }

    private static String kind(@Nullable Throwable failure) {
      return failure instanceof Violation violation
          ? violation.guarantee()
          : String.valueOf(failure == null ? null : failure.getClass());
    }
  }

  /**
   * A seed that breaks a guarantee.
   *
   * @param cause what was seen to be wrong
   * @param events what led there, as short as it can be made
   */
  public record Failure(long seed, Throwable cause, List<String> events) {
    public Failure {
      events = List.copyOf(events);
    }

    /** For people to read. */
    public String story() {
      return "Seed "
          + seed
          + " breaks a guarantee.\ngiven\n  empty tables\nwhen\n  "
          + String.join("\n  ", events)
          + "\nthen\n  "
          + cause.getMessage();
    }
  }
}
