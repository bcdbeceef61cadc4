package dev.headwater;

import dev.headwater.event.EncodedEvent;
import java.util.Map;

/**
 * Converts a stream's state to the form stored next to a commit, and back. Unlike events, stored
 * states are disposable: see {@link StateFormat}.
 */
public interface StateCodec<S> {
  /** Values as in {@link EncodedEvent}. */
  Map<String, Object> encode(S state);

  /**
   * Decodes a stored state.
   *
   * @throws RuntimeException of any kind if it cannot be read: the store ignores it, and the stream
   *     is folded from an earlier state
   */
  S decode(Map<String, Object> stored);

  /**
   * How the codec names what it stores, where that is not decided by the state's type: another text
   * makes stored states unusable. Empty by default.
   */
  default String naming() {
    return "";
  }
}
