package dev.headwater.event;

import java.util.function.Supplier;

/**
 * Calls a view format of the service without leaking content.
 *
 * <p>Whatever the format throws, the store sees an {@link IllegalArgumentException} that quotes no
 * content and has no cause, because the format's own exception may quote the view.
 */
public final class SafeFormat {
  private SafeFormat() {}

  /** Encodes a view. */
  public static <T> T encode(Supplier<T> call) {
    return guarded("encode", call);
  }

  /** Decodes stored fields. */
  public static <T> T decode(Supplier<T> call) {
    return guarded("decode", call);
  }

  private static <T> T guarded(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Its format cannot " + action + " it (" + e.getClass().getName() + ")");
    }
  }
}
