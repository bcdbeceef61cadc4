package dev.headwater;

import java.util.Set;

/**
 * A domain as three pure functions: no clock, no I/O, no randomness. What a decision needs to know
 * of the outside comes in with the command.
 *
 * @param <C> commands, a sealed interface
 * @param <S> state, a sealed interface with a record per phase
 * @param <E> events, a sealed interface
 * @param <R> reasons for a refusal, a sealed interface or an enum
 */
public interface Decider<C, S, E, R> {
  /** The state of a stream without events. */
  S initialState();

  /** Accepts the command with the events that it causes, or refuses it with a reason. */
  Decision<E, R> decide(C command, S state);

  /** The state after the event. Never refuses: what has happened has happened. */
  S evolve(S state, E event);

  /**
   * Raised whenever {@link #evolve}, an upcaster or the {@link StateCodec} is corrected: states
   * that were stored by other rules are then no longer trusted, and streams are folded anew.
   */
  default int revision() {
    return 1;
  }

  /**
   * Values that no other stream may have while this one is in this state, such as an e-mail
   * address. What a commit adds is taken, and what it drops is released, in the same atomic write:
   * that costs a transaction, so most states have none.
   *
   * <p>To change this function, or the normal form of a value, is to change which claims streams
   * hold: those that the old one took are never released, and old and new code that run side by
   * side do not see each other's. Afterwards the store's audit of claims has to mend them ({@code
   * ./headwater claims repair}); until then a value may be held twice.
   */
  default Set<Claim> claims(S state) {
    return Set.of();
  }

  /** Why a command is refused whose claim another stream holds. */
  default R refuseTaken(Claim claim) {
    throw new UnsupportedOperationException(
        "This decider makes claims, so it has to say how it refuses a taken one");
  }
}
