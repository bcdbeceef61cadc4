package dev.headwater.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command that could not be carried out, for a reason that its user can mend. The message is one
 * clear sentence that names what is wrong and what to do.
 */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
