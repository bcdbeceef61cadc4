package dev.headwater;

/**
 * How states are stored, and by which rules they came about. A stored state is used only when its
 * fingerprint is today's: the shape of the state's type and the decider's {@linkplain
 * Decider#revision revision}. So a field that is added, or an {@code evolve} that is corrected,
 * never works on states from before. What the fingerprint cannot see asks for a higher revision,
 * too: a field that keeps its type and changes its meaning, a codec that writes the same state in
 * another way.
 *
 * @param fingerprint of the shape and the revision
 */
public record StateFormat<S>(StateCodec<S> codec, long fingerprint) {
  /**
   * The format of a decider's states.
   *
   * @param stateType the sealed interface or record that states are of
   */
  public static <S> StateFormat<S> of(
      Decider<?, S, ?, ?> decider, Class<S> stateType, StateCodec<S> codec) {
    return new StateFormat<>(codec, TypeShape.of(stateType).fingerprint(decider.revision()));
  }
}
