package dev.headwater.host;

import org.jspecify.annotations.Nullable;

/**
 * The root of what this library throws. No message holds the content of an event or command, and of
 * a foreign cause only what {@link RedactedException} leaves is kept: so it may be logged with its
 * causes.
 */
public abstract class HeadwaterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected HeadwaterException(String message, @Nullable Throwable cause) {
    super(message, cause == null ? null : RedactedException.of(cause));
  }
}
