package dev.headwater.cli;

import dev.headwater.local.ground.RedactedException;
import org.jspecify.annotations.Nullable;

/**
 * A command failed for a reason that the user can correct. The message is one clear sentence that
 * says what is wrong and what to do. The cause is kept as a {@link RedactedException}.
 */
sealed class CommandException extends RuntimeException permits CallFailedException {
  private static final long serialVersionUID = 1L;

  CommandException(String message, @Nullable Throwable cause) {
    super(message, cause == null ? null : RedactedException.of(cause));
  }
}
