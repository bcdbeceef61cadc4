package dev.headwater.local.functions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Buffers a function's response up to Lambda's limit, and drops the rest. */
final class ResponseBuffer extends ByteArrayOutputStream {
  /** Lambda's limit according to its error message: 6 MB and 100 bytes. */
  static final int MAX_BYTES = 6 * 1024 * 1024 + 100;

  private boolean overflowed;

  @Override
  public synchronized void write(int b) {
    if (fits(1)) {
      super.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (fits(length)) {
      super.write(bytes, offset, length);
    }
  }

  synchronized boolean overflowed() {
    return overflowed;
  }

  synchronized String text() {
    return toString(StandardCharsets.UTF_8);
  }

  private boolean fits(int length) {
    overflowed |= length > MAX_BYTES - count;
    return !overflowed;
  }
}
