package dev.headwater.cli.backup;

import dev.headwater.local.ground.RedactedException;
import java.io.IOException;

/** A backup cannot be written or used. The message says why, and quotes none of its content. */
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackupException(String message) {
    super(message);
  }

  /** For a file or disk that fails. */
  BackupException(String message, IOException cause) {
    super(message, RedactedException.of(cause));
  }
}
