package dev.headwater.service.checks;

import dev.headwater.host.HeadwaterException;

/** An event that asks for no check. The message says which there are, and quotes nothing of it. */
public final class CheckException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  CheckException(String message) {
    super(message, null);
  }
}
