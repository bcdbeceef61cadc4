package dev.headwater.cli.operated;

import dev.headwater.local.ground.RedactedException;
import org.jspecify.annotations.Nullable;

/**
 * A command failed for a reason that the user can correct. The message is one clear sentence that
 * says what is wrong and what to do. The cause is kept as a {@link RedactedException}.
 */
public sealed class CommandException extends RuntimeException permits CallFailedException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message, @Nullable Throwable cause) {
    super(message, cause == null ? null : RedactedException.of(cause));
  }
}
