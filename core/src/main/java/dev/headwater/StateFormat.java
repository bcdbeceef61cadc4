package dev.headwater;

import dev.headwater.event.TypeShape;

/**
 * How states are stored, and the fingerprint of the rules that produced them. A stored state is
 * used only if its fingerprint is today's, which covers the shape of the state type, the decider's
 * {@linkplain Decider#revision revision} and the codec's {@linkplain StateCodec#naming naming}. So
 * after adding a field, or correcting {@code evolve} and raising the revision, no old state is
 * used. Raise the revision also for changes that the fingerprint cannot see: a field that keeps its
 * type but changes its meaning, or a codec that writes the same state differently.
 *
 * @param fingerprint hash of the shape, the revision and the naming
 */
public record StateFormat<S>(StateCodec<S> codec, long fingerprint) {
  /**
   * The format of a decider's states.
   *
   * @param stateType the sealed interface or record type of the states
   */
  public static <S> StateFormat<S> of(
      Decider<?, S, ?, ?> decider, Class<S> stateType, StateCodec<S> codec) {
    return new StateFormat<>(
        codec, TypeShape.of(stateType).fingerprint(decider.revision(), codec.naming()));
  }
}
