package dev.headwater.cli.backup;

import java.io.IOException;
import java.io.OutputStream;

/** Where a backup is written to: files, one after another. */
interface BackupTarget extends AutoCloseable {
  /** Begins a file, which the caller closes before the next one. */
  OutputStream begin(String name) throws IOException;

  /** Completes the backup after the last file. */
  void complete() throws IOException;

  /** Removes what can be removed of a backup that is not complete; idempotent. */
  @Override
  void close() throws IOException;
}
