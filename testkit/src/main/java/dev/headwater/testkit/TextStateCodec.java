package dev.headwater.testkit;

import dev.headwater.StateCodec;
import dev.headwater.StateFormat;
import java.util.Map;

/** Stores states that are texts. */
public final class TextStateCodec implements StateCodec<String> {
  /** The format for stores under a contract. */
  public static final StateFormat<String> FORMAT = new StateFormat<>(new TextStateCodec(), 1);

  @Override
  public Map<String, Object> encode(String state) {
    return Map.of("text", state);
  }

  @Override
  public String decode(Map<String, Object> stored) {
    if (stored.get("text") instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("The text is missing");
  }
}
