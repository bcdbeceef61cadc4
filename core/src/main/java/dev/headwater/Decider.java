package dev.headwater;

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
}
