package dev.headwater.testkit.simulation;

import dev.headwater.event.StreamId;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.Projector;
import dev.headwater.projection.VersionedView;
import dev.headwater.testkit.simulation.Queue.Message;
import dev.headwater.testkit.simulation.Truth.Boundary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One run: clients, hosts, the relay and two consumers work until there is nothing left to do. */
final class Run<C, S, E, R, V> {
  static final String CONVERGE = "G5 views converge";

  private final World<C, S, E, R, V> world;
  private final AnswerCheck<C, S, E, R, V> answers;
  private final Pipeline<S, E, V> pipeline;
  private final List<Call<C, E, R>> calls = new ArrayList<>();

  Run(World<C, S, E, R, V> world) {
    this.world = world;
    this.answers = new AnswerCheck<>(world.domain, world.truth);
    this.pipeline = new Pipeline<>(world);
  }

  /** Throws a {@link Violation} if a guarantee does not hold. Runs on its own virtual thread. */
  void run() {
    List<SimulatedHost<C, S, E, R, V>> hosts =
        IntStream.rangeClosed(1, 1 + world.choices.below(3))
            .mapToObj(number -> new SimulatedHost<>(world, "host-" + number))
            .toList();
    int clients = 1 + world.choices.below(3);
    for (int number = 1; number <= clients; number++) {
      int commands = 1 + world.choices.below(12);
      Client<C, S, E, R, V> client = new Client<>(world, "client-" + number, hosts, answers, calls);
      world.spawnWriter("client-" + number, () -> client.live(commands));
    }
    world.spawnPublisher("relay", pipeline::relay);
    world.scheduler.spawn("consumer-1", () -> pipeline.consume("consumer-1"));
    world.scheduler.spawn("consumer-2", () -> pipeline.consume("consumer-2"));
    int rebuilds = world.choices.below(3);
    if (rebuilds > 0) {
      Rebuilder<S, E, V> rebuilder = new Rebuilder<>(world, pipeline.log("rebuild"));
      world.scheduler.spawn("operator", () -> rebuilder.rebuild(rebuilds));
    }
    int redrives = world.choices.below(4);
    if (redrives > 0) {
      Redriver<S, E, V> redriver = new Redriver<>(world, pipeline);
      world.spawnPublisher("redriver", () -> redriver.work(redrives));
    }
    world.scheduler.run();
    answers.judgeAll(calls);
    world.truth.streams().forEach(this::judgePublished);
    world.truth.streams().forEach(this::judgeView);
    world.scheduler.spawn("operator", this::repair);
    world.scheduler.run();
  }

  private void judgePublished(StreamId stream) {
    for (long version = 1; version <= world.truth.head(stream).version(); version++) {
      if (!world.queue.wasPublished(stream, version)) {
        throw new Violation(
            "G4 published at least once", stream + "@" + version + " never reached the bus");
      }
    }
  }

  /** A view may lag only if its last messages were dropped or an event is bad. */
  private void judgeView(StreamId stream) {
    Boundary<S, E, V> head = world.truth.head(stream);
    boolean current =
        world.releases.stream()
            .anyMatch(release -> world.views.shows(stream.id(), release, head.view(release)));
    if (current) {
      return;
    }
    long version = world.views.now(stream.id(), world.releases.getFirst()).version();
    boolean parked = !world.queue.deadLetters(stream).isEmpty();
    if (!parked && world.queue.newestDelivered(stream) > version) {
      throw new Violation(
          CONVERGE,
          stream
              + " is at version "
              + head.version()
              + " and its view at "
              + version
              + ", though a later message was delivered");
    }
  }

  /**
   * Redrives one parked message per aggregate, and sends a repair to every other one, by the
   * release that was deployed last: all views are then its own.
   */
  private void repair() {
    world.queue.repair();
    Release<V, E> last = world.anyRelease();
    Projector<V, E> projector = pipeline.projector(last, pipeline.log("operator"), world.host());
    for (StreamId stream : world.truth.streams()) {
      List<Message> letters = world.queue.deadLetters(stream);
      String id = letters.isEmpty() ? "repair" : world.choices.of(letters).id();
      Projection projection =
          new Projection(projector, world.components.delivery(new Delivery.Repair(id, stream)));
      projection.untilDone();
      VersionedView<V> head = world.truth.head(stream).view(last);
      if (!world.views.shows(stream.id(), last, head)) {
        throw new Violation(
            letters.isEmpty() ? CONVERGE : Queue.POISON,
            stream
                + " was repaired and shows "
                + world.views.now(stream.id(), last)
                + " instead of "
                + head);
      }
    }
  }

  /** One message, delivered until the projector has handled it. */
  private final class Projection {
    private static final int MAX_TRIES = 100;
    private final Projector<V, E> projector;
    private final Delivery delivery;

    Projection(Projector<V, E> projector, Delivery delivery) {
      this.projector = projector;
      this.delivery = delivery;
    }

    void untilDone() {
      for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
        if (isDone()) {
          return;
        }
      }
      throw new Violation(Queue.POISON, "a repair never completes: " + delivery);
    }

    private boolean isDone() {
      try {
        return projector.project(List.of(delivery), Instant.MAX).retry().isEmpty();
      } catch (Crash e) {
        return false;
      }
    }
  }

  /** The failure of the run, if any. */
  static <C, S, E, R, V> @Nullable Throwable failureOf(World<C, S, E, R, V> world) {
    try {
      new Run<>(world).run();
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }
}
