package dev.headwater.testkit.simulation;

import dev.headwater.host.UnavailableException;
import org.jspecify.annotations.Nullable;

/** The way from a caller to a service and back. */
record Network(World<?, ?, ?, ?, ?> world, String who) {
  /** What goes wrong with a request, if anything does. */
  @Nullable Fault strike(String request, Fault... kinds) {
    Fault fault = world.fault(kinds);
    if (fault != null) {
      world.story.line("{}: {} at {}", who, fault, request);
    }
    return fault;
  }

  /** What becomes of the caller: it dies, has no answer, or has one when its time is over. */
  void suffer(@Nullable Fault fault, boolean mayHaveTakenEffect) {
    if (fault == Fault.CRASH) {
      throw new Crash();
    }
    if (fault == Fault.TIMEOUT) {
      world.sleep(World.TIME_LIMIT.toMillis());
    } else if (fault != null) {
      throw new UnavailableException("No answer: " + fault, mayHaveTakenEffect, null);
    }
  }
}
