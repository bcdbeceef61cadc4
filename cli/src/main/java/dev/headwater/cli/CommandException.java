package dev.headwater.cli;

import dev.headwater.local.ground.RedactedException;
import org.jspecify.annotations.Nullable;

/**
 * A command that could not be carried out, for a reason that its user can repair. The message is
 * one clear sentence that names what is wrong and what to do. Of the cause only what {@link
 * RedactedException} leaves is kept.
 */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String message, @Nullable Throwable cause) {
    super(message, cause == null ? null : RedactedException.of(cause));
  }
}
