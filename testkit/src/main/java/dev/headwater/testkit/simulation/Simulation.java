package dev.headwater.testkit.simulation;

import dev.headwater.host.InterruptedWaitException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Checks every guarantee of the library for a domain. Runs it through the real command handler,
 * relay, projector and queries, over stores in memory. A seed decides every fault: which messages
 * are lost, late, repeated or dropped, which process continues when, and which one crashes.
 *
 * <p>The guarantees are: whole commits, no lost update, effects once, true answers, unique claims,
 * every event published, converging views, reads that see the reader's writes, lists that neither
 * lose nor repeat an aggregate, and a bad event that stops only its own aggregate. A seed that
 * breaks one always breaks it, in every process; it is reduced to the fewest choices that still
 * break it, and reported as a story.
 *
 * <pre>{@code
 * Simulation.of(new BasketSimulation()).check(1, 1_000);
 * }</pre>
 */
public final class Simulation<C, S, E, R, V> {
  private final SimulatedDomain<C, S, E, R, V> domain;
  private final Faults faults;
  private final Components<S, E, V> components;

  private Simulation(
      SimulatedDomain<C, S, E, R, V> domain, Faults faults, Components<S, E, V> components) {
    if (domain.aggregateIds().isEmpty()) {
      throw new IllegalArgumentException("A simulated domain needs at least one aggregate id");
    }
    this.domain = domain;
    this.faults = faults;
    this.components = components;
  }

  /** A simulation with all faults at their default rates. */
  public static <C, S, E, R, V> Simulation<C, S, E, R, V> of(
      SimulatedDomain<C, S, E, R, V> domain) {
    return new Simulation<>(domain, Faults.all(), new Components<>());
  }

  /** The same simulation with other rates. */
  public Simulation<C, S, E, R, V> with(Faults other) {
    return new Simulation<>(domain, other, components);
  }

  /** The same simulation with other components, such as one without a safeguard. */
  Simulation<C, S, E, R, V> with(Components<S, E, V> other) {
    return new Simulation<>(domain, faults, other);
  }

  /**
   * Runs consecutive seeds, one after the other.
   *
   * @return what happened in the runs
   * @throws AssertionError with the story of the first seed that breaks a guarantee
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

  /** Finds the first seed that breaks a guarantee, reduced to a short story. */
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

  /** The events of a seed's run, whether or not it breaks a guarantee. */
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

  /**
   * Runs on a virtual thread, so that passing the baton to an actor needs no switch of platform
   * threads.
   */
  private Ended run(Choices choices, boolean recorded) {
    AtomicReference<Ended> ended = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  World<C, S, E, R, V> world =
                      new World<>(domain, choices, faults, components, recorded);
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
   * @param cause the violated guarantee, or another failure
   * @param events what led to the failure, as short as possible
   */
  public record Failure(long seed, Throwable cause, List<String> events) {
    public Failure {
      events = List.copyOf(events);
    }

    /** The failure as readable text. */
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
