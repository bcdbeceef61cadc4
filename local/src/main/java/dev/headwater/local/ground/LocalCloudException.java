package dev.headwater.local.ground;

import org.jspecify.annotations.Nullable;

/**
 * Something that a user can mend: a broken template, a port in use, a locked data folder. The
 * message is one clear sentence that names what is wrong and what to do. Of a foreign cause only
 * what {@link RedactedException} leaves is kept.
 */
public final class LocalCloudException extends RuntimeException {
  public LocalCloudException(String message) {
    super(message);
  }

  public LocalCloudException(String message, @Nullable Throwable cause) {
    super(message, cause == null ? null : RedactedException.of(cause));
  }
}
