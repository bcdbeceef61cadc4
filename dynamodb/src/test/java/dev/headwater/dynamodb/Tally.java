package dev.headwater.dynamodb;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.event.EncodedEvent;

/** Counts its commands: each writes down which it is, so a wrong state shows. */
final class Tally implements Decider<String, String, EncodedEvent, String> {
  @Override
  public String initialState() {
    return "0";
  }

  @Override
  public Decision<EncodedEvent, String> decide(String command, String state) {
    return Decision.accept(Commits.written(next(state)));
  }

  @Override
  public String evolve(String state, EncodedEvent event) {
    return next(state);
  }

  private static String next(String state) {
    return Long.toString(Long.parseLong(state) + 1);
  }
}
