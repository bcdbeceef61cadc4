package dev.headwater.host;

import org.jspecify.annotations.Nullable;

/**
 * The root of this library's exceptions. Safe to log with its causes: no message contains content
 * of an event or command, and foreign causes are reduced to a {@link RedactedException}.
 */
public abstract class HeadwaterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Keeps of a foreign cause only what {@link RedactedException} does. */
  protected HeadwaterException(String message, @Nullable Throwable cause) {
    super(message, cause == null ? null : RedactedException.of(cause));
  }
}
