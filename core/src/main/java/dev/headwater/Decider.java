package dev.headwater;

import java.util.Set;

/**
 * A domain as three pure functions: no clock, no I/O, no randomness. Whatever a decision needs from
 * outside arrives in the command.
 *
 * @param <C> commands, a sealed interface
 * @param <S> state, a sealed interface with a record per phase
 * @param <E> events, a sealed interface
 * @param <R> rejection reasons, a sealed interface or an enum
 */
public interface Decider<C, S, E, R> {
  /** The state of a stream without events. */
  S initialState();

  /** Accepts the command, with the events it causes, or rejects it, with a reason. */
  Decision<E, R> decide(C command, S state);

  /** The state after the event. Must accept every event: it has already happened. */
  S evolve(S state, E event);

  /**
   * Raise this whenever {@link #evolve}, an upcaster or the {@link StateCodec} changes its results:
   * stored states of another revision are ignored, and their streams folded again.
   */
  default int revision() {
    return 1;
  }

  /**
   * Values that no other stream may hold while this one is in this state, such as an e-mail
   * address. A commit takes the claims that it adds and releases those that it drops, in the same
   * atomic write. That write is a transaction and costs more, so claim sparingly. Declare the names
   * of all claims in {@link #claimNames}.
   *
   * <p>Changing this function, or the normal form of a value, changes which claims streams hold:
   * claims taken by the old code are never released, and while old and new code run side by side,
   * neither sees the other's claims. Run {@code ./headwater claims repair} afterwards; until then
   * two streams may hold the same value. It leaves claims of a name that is no longer declared:
   * they block nothing, as long as no decider uses the name again.
   */
  default Set<Claim> claims(S state) {
    return Set.of();
  }

  /**
   * The names of all claims that {@link #claims} may ever return; always the same set. It lets a
   * command handler refuse a store without claims when it is created, not at the first claim, and
   * lets an audit know which of the stored claims to judge.
   *
   * <p>A claim with another name is a bug of the decider: the command fails with an {@link
   * IllegalStateException}, and nothing is stored.
   */
  default Set<String> claimNames() {
    return Set.of();
  }

  /** The rejection reason when another stream holds a claim that the command needs. */
  default R refuseTaken(Claim claim) {
    throw new UnsupportedOperationException(
        "A decider that makes claims must override refuseTaken");
  }
}
