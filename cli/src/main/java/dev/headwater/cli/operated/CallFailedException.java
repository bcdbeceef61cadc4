package dev.headwater.cli.operated;

import org.jspecify.annotations.Nullable;

/** A function could not be called, or failed. */
public final class CallFailedException extends CommandException {
  private static final long serialVersionUID = 1L;
  private final boolean mayPass;

  /**
   * @param mayPass whether another call may succeed
   */
  CallFailedException(String message, boolean mayPass, @Nullable Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  public boolean mayPass() {
    return mayPass;
  }
}
