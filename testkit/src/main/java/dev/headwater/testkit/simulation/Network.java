package dev.headwater.testkit.simulation;

import dev.headwater.host.UnavailableException;
import org.jspecify.annotations.Nullable;

/** The network between a caller and a service. */
record Network(World<?, ?, ?, ?, ?> world, String who) {
  /** Picks the fault of a request, if any. */
  @Nullable Fault strike(String request, Fault... kinds) {
    Fault fault = world.fault(kinds);
    if (fault != null) {
      world.story.line("{}: {} at {}", who, fault, request);
    }
    return fault;
  }

  /** Applies the fault to the caller: it dies, gets no answer, or gets one after its deadline. */
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
