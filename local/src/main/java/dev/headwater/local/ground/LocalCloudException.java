package dev.headwater.local.ground;

import org.jspecify.annotations.Nullable;

/**
 * A problem that the user can fix: a broken template, a port in use, a locked data folder. The
 * message says in one sentence what is wrong and what to do. A foreign cause is kept only as {@link
 * RedactedException} leaves it.
 */
public final class LocalCloudException extends RuntimeException {
  public LocalCloudException(String message) {
    super(message);
  }

  public LocalCloudException(String message, @Nullable Throwable cause) {
    super(message, cause == null ? null : RedactedException.of(cause));
  }
}
