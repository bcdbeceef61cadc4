package dev.headwater.local.functions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes a function's answer, up to Lambda's limit; what lies beyond it is dropped. */
final class AnswerBuffer extends ByteArrayOutputStream {
  /** Lambda's limit as its error message gives it: 6 MB and 100 bytes. */
  static final int MAX_BYTES = 6 * 1024 * 1024 + 100;

  private boolean overflown;

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

  synchronized boolean overflown() {
    return overflown;
  }

  synchronized String text() {
    return toString(StandardCharsets.UTF_8);
  }

  private boolean fits(int length) {
    overflown |= length > MAX_BYTES - count;
    return !overflown;
  }
}
