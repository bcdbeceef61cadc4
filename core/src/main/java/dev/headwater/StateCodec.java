package dev.headwater;

import dev.headwater.event.EncodedEvent;
import java.util.Map;

/**
 * Turns a stream's state into what is stored beside a commit, and back. Unlike events, stored
 * states are thrown away whenever they no longer fit: see {@link StateFormat}.
 */
public interface StateCodec<S> {
  /** Values as in {@link EncodedEvent}. */
  Map<String, Object> encode(S state);

  /**
   * The state that was stored.
   *
   * @throws RuntimeException of any kind when it cannot be read: it is passed over, and the stream
   *     is folded from an earlier one
   */
  S decode(Map<String, Object> stored);
}
