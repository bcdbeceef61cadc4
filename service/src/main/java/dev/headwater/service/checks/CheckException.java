package dev.headwater.service.checks;

import dev.headwater.host.HeadwaterException;

/**
 * Thrown for an event that asks for no known check. The message lists the checks and quotes nothing
 * of the event.
 */
public final class CheckException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  CheckException(String message) {
    super(message, null);
  }
}
