package dev.headwater.cli.backup;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, as bytes with their ends. Memory is bounded by {@value #MAX_BYTES} bytes: a
 * commit takes 400 KB in a table, and up to eight times as much as JSON.
 */
final class CommitLines implements AutoCloseable {
  static final int MAX_BYTES = 4_000_000;

  private static final int BUFFER_BYTES = 65_536;

  private final InputStream in;
  private long number;

  CommitLines(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
  }

  /**
   * The next line; {@code null} after the last. A last line without an end is returned as it is.
   *
   * @throws IllegalArgumentException if it is too long
   */
  byte @Nullable [] next() throws IOException {
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
      if (line.size() > MAX_BYTES) {
        throw new IllegalArgumentException("it has more than " + MAX_BYTES + " bytes");
      }
    }
    return line.size() == 0 ? null : line.toByteArray();
  }

  /** Of the line that was read last, from 1. */
  long number() {
    return number;
  }

  /** Without its end. */
  static byte[] content(byte[] line) {
    return line[line.length - 1] == '\n' ? Arrays.copyOf(line, line.length - 1) : line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
