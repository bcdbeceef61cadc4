package dev.headwater.event;

import java.util.function.Supplier;

/**
 * A store's call of the format in which somebody writes their views.
 *
 * <p>Whatever the format throws, the store sees an {@link IllegalArgumentException} that names no
 * content and has no cause: both may quote the view.
 */
public final class SafeFormat {
  private SafeFormat() {}

  /** What the format makes of a view. */
  public static <T> T encode(Supplier<T> call) {
    return guarded("encode", call);
  }

  /** What the format makes of stored fields. */
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
