package dev.headwater.audit.claims;

import dev.headwater.Decider;
import dev.headwater.audit.StreamFold;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;

/** Folds a stream into its decider's state. */
record StateFold<S, E>(Decider<?, S, E, ?> decider) implements StreamFold<S, E> {
  @Override
  public S begin(StreamId stream) {
    return decider.initialState();
  }

  @Override
  public S add(S folded, Commit<E> commit) {
    S state = folded;
    for (E event : commit.events()) {
      state = decider.evolve(state, event);
    }
    return state;
  }
}
