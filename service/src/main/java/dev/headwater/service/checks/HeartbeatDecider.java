package dev.headwater.service.checks;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.service.checks.HeartbeatDecider.Beat;
import dev.headwater.service.checks.HeartbeatDecider.Beating;
import dev.headwater.service.checks.HeartbeatDecider.Event;

/** The write side of heartbeats: each command is an event. */
final class HeartbeatDecider implements Decider<Beat, Beating, Event, Void> {
  /** The only command. */
  record Beat() {}

  /** The only state. It is stored, so that a load ends at the last beat. */
  record Beating() {}

  /** The events. */
  sealed interface Event {
    /** The service was alive at the commit's timestamp. */
    record Heartbeat() implements Event {}
  }

  @Override
  public Beating initialState() {
    return new Beating();
  }

  @Override
  public Decision<Event, Void> decide(Beat command, Beating state) {
    return Decision.accept(new Event.Heartbeat());
  }

  @Override
  public Beating evolve(Beating state, Event event) {
    return state;
  }
}
