package dev.headwater.testkit.simulation;

import dev.headwater.host.ParallelCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs actors one at a time, and decides at each pause which one continues. Actors are virtual
 * threads that pass a baton, so they never run in parallel and a run can be played back. Time
 * stands still while any actor can continue, except that a sleeper sometimes wakes early: for the
 * others, time then passes in the middle of their work.
 */
final class Scheduler {
  private static final int MAX_STEPS = 50_000;
  private static final int EARLY_PERMILLE = 20;

  private final Choices choices;
  private final List<Actor> actors = new ArrayList<>();
  private final Thread thread = Thread.currentThread();
  private @Nullable Actor running;
  private volatile boolean handedBack;
  private boolean aborted;
  private long nowMillis;

  /**
   * @param choices pick the next actor; the thread that creates the scheduler also runs it
   */
  Scheduler(Choices choices) {
    this.choices = choices;
  }

  long nowMillis() {
    return nowMillis;
  }

  /** Starts an actor, which runs until its body returns. */
  void spawn(String name, Runnable body) {
    actors.add(new Actor(name, body));
  }

  /** Lets other actors run. Called by actors. */
  void pause() {
    sleep(Duration.ZERO);
  }

  /** Lets other actors run until the time has passed. Called by actors. */
  void sleep(Duration time) {
    Actor actor = actor();
    actor.wakeMillis = nowMillis + time.toMillis();
    letOthersGoOn(actor);
  }

  /**
   * Makes each call in an actor of its own, under the contract of {@link ParallelCalls}. Called by
   * actors.
   */
  <T> List<T> callEach(List<Supplier<T>> calls, int atOnce) {
    if (calls.size() <= 1) {
      return calls.stream().map(Supplier::get).toList();
    }
    Actor caller = actor();
    List<Outcome<T>> outcomes = calls.stream().map(Outcome::new).toList();
    Iterator<Outcome<T>> next = outcomes.iterator();
    int workers = Math.min(calls.size(), atOnce);
    caller.awaited = workers;
    for (int number = 1; number <= workers; number++) {
      spawn(
          caller.name + "'s call " + number,
          () -> {
            while (!aborted && next.hasNext()) {
              next.next().make();
            }
            caller.awaited--;
          });
    }
    letOthersGoOn(caller);
    return outcomes.stream().map(Outcome::get).toList();
  }

  private Actor actor() {
    if (running == null) {
      throw new IllegalStateException("Only an actor can wait");
    }
    return running;
  }

  private void letOthersGoOn(Actor actor) {
    actor.handBack();
    if (aborted) {
      throw new Aborted();
    }
  }

  /**
   * Runs all actors until they return. An exception from one of them ends the run. Afterwards, more
   * actors may be spawned and run.
   */
  void run() {
    try {
      for (int step = 0; !actors.isEmpty(); step++) {
        if (step == MAX_STEPS) {
          throw new Violation(
              "every run ends",
              "still running after "
                  + MAX_STEPS
                  + " steps: "
                  + actors.stream().map(actor -> actor.name).toList());
        }
        resume(next());
      }
    } finally {
      aborted = !actors.isEmpty();
      while (!actors.isEmpty()) {
        resume(actors.getFirst());
      }
    }
  }

  private Actor next() {
    List<Actor> able = actors.stream().filter(actor -> actor.awaited == 0).toList();
    List<Actor> ready = able.stream().filter(actor -> actor.wakeMillis <= nowMillis).toList();
    if (ready.isEmpty() || (ready.size() < able.size() && choices.happens(EARLY_PERMILLE))) {
      Actor sleeper =
          able.stream()
              .filter(actor -> actor.wakeMillis > nowMillis)
              .min(Comparator.comparingLong(actor -> actor.wakeMillis))
              .orElseThrow();
      nowMillis = sleeper.wakeMillis;
      return sleeper;
    }
    return ready.size() == 1 ? ready.getFirst() : choices.of(ready);
  }

  private void resume(Actor actor) {
    running = actor;
    handedBack = false;
    actor.goOn();
    while (!handedBack) {
      LockSupport.park(this);
    }
    running = null;
    if (actor.done) {
      actors.remove(actor);
      if (actor.failure != null && !aborted) {
        switch (actor.failure) {
          case RuntimeException e -> throw e;
          case Error e -> throw e;
          default -> throw new AssertionError(actor.failure);
        }
      }
    }
  }

  /** The result or exception of a call, which goes to the caller and not to the scheduler. */
  private static final class Outcome<T> {
    private Supplier<T> call;

    Outcome(Supplier<T> call) {
      this.call = call;
    }

    void make() {
      try {
        T result = call.get();
        call = () -> result;
      } catch (RuntimeException | Error e) {
        call =
            () -> {
              throw e;
            };
      }
    }

    T get() {
      return call.get();
    }
  }

  /** Unwinds an actor that is still running at the end of a run. */
  private static final class Aborted extends Error {
    private static final long serialVersionUID = 1L;

    Aborted() {
      super("The run is over", null, false, false);
    }
  }

  /** A thread that runs only while it has the baton. */
  private final class Actor {
    private final String name;
    private final Thread own;
    private volatile boolean mayGoOn;
    private long wakeMillis = nowMillis;

    /** The number of actors that have to end before this one continues. */
    private int awaited;

    private boolean started;
    private boolean done;
    private @Nullable Throwable failure;

    Actor(String name, Runnable body) {
      this.name = name;
      this.own = Thread.ofVirtual().name(name).unstarted(() -> live(body));
    }

    private void live(Runnable body) {
      try {
        if (!aborted) {
          body.run();
        }
      } catch (RuntimeException | Error e) {
        failure = e;
      } finally {
        done = true;
        handedBack = true;
        LockSupport.unpark(thread);
      }
    }

    void goOn() {
      if (started) {
        mayGoOn = true;
        LockSupport.unpark(own);
      } else {
        started = true;
        own.start();
      }
    }

    void handBack() {
      mayGoOn = false;
      handedBack = true;
      LockSupport.unpark(thread);
      while (!mayGoOn) {
        LockSupport.park(this);
      }
    }
  }
}
