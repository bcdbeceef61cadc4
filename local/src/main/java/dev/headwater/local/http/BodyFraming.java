package dev.headwater.local.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Parses the bytes of a connection and rejects what Jetty would accept or quote in its log: a chunk
 * larger than any body may be, a chunked body that ends without its last chunk, and a malformed or
 * repeated {@code Host}. Jetty itself rejects all other malformed input and reads no further. Bytes
 * of a body are never rejected.
 */
final class BodyFraming {
  private static final int MAX_SIZE_DIGITS = 7;
  private static final int HEX = 16;
  private static final Pattern HOST =
      Pattern.compile("host:[ \\t]*" + "([a-z0-9._-]*|\\[[0-9a-f:.]+])(:[0-9]{0,5})?[ \\t]*");
  private static final String LENGTH = "content-length:";
  private static final String TRANSFER = "transfer-encoding:";

  private enum State {
    HEADERS,
    BODY,
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK,
    TRAILERS,
    BROKEN
  }

  private final int maxHeaderBytes;
  private final StringBuilder line = new StringBuilder();
  private State state = State.HEADERS;
  private int lineLength;
  private boolean inRequest;
  private boolean chunked;
  private int hosts;
  private long length;
  private long left;

  /**
   * @param maxHeaderBytes Jetty's limit for the request line with its headers
   */
  BodyFraming(int maxHeaderBytes) {
    this.maxHeaderBytes = maxHeaderBytes;
  }

  /** Returns whether the connection may continue after this byte. */
  boolean accepts(byte b) {
    state =
        switch (state) {
          case HEADERS -> header(b);
          case BODY -> --left == 0 ? endOfRequest() : State.BODY;
          case CHUNK_SIZE -> size(b);
          case CHUNK_EXTENSION -> b == '\n' ? afterSize() : State.CHUNK_EXTENSION;
          case CHUNK -> --left == 0 ? startOfSize() : State.CHUNK;
          case TRAILERS -> trailer(b);
          case BROKEN -> State.BROKEN;
        };
    return state != State.BROKEN;
  }

  /**
   * Call at the end of the connection. Returns true, and accepts nothing more, if a chunked body is
   * cut off between two chunks or in the trailers.
   */
  boolean breakIfBetweenChunks() {
    boolean isUnfinished =
        switch (state) {
          case CHUNK_SIZE, CHUNK_EXTENSION, TRAILERS -> true;
          case HEADERS, BODY, CHUNK, BROKEN -> false;
        };
    if (isUnfinished) {
      state = State.BROKEN;
    }
    return isUnfinished;
  }

  private State header(byte b) {
    if (b == '\r') {
      return State.HEADERS;
    }
    if (b != '\n') {
      line.append((char) (b & 0xff));
      return line.length() <= maxHeaderBytes ? State.HEADERS : State.BROKEN;
    }
    if (line.isEmpty()) { // blank lines before a request are ignored
      return inRequest ? body() : State.HEADERS;
    }
    boolean isValid = !inRequest || readHeader(line.toString().toLowerCase(Locale.ROOT));
    inRequest = true;
    line.setLength(0);
    return isValid ? State.HEADERS : State.BROKEN;
  }

  private boolean readHeader(String header) {
    if (header.startsWith("host:")) {
      return ++hosts == 1 && HOST.matcher(header).matches();
    }
    if (header.startsWith(TRANSFER)) {
      chunked |= header.contains("chunked");
    } else if (header.startsWith(LENGTH)) {
      try {
        length = Long.parseLong(header.substring(LENGTH.length()).strip());
      } catch (NumberFormatException refusedByJetty) {
        length = 0;
      }
    }
    return true;
  }

  private State body() {
    if (chunked) {
      return startOfSize();
    }
    left = length;
    return left > 0 ? State.BODY : endOfRequest();
  }

  private State endOfRequest() {
    inRequest = false;
    chunked = false;
    hosts = 0;
    length = 0;
    return State.HEADERS;
  }

  private State startOfSize() {
    lineLength = 0;
    left = 0;
    return State.CHUNK_SIZE;
  }

  /** Also skips the line end of the previous chunk; Jetty checks that it is there. */
  private State size(byte b) {
    int digit = Character.digit((char) (b & 0xff), HEX);
    if (digit >= 0) {
      left = left * HEX + digit;
      return ++lineLength <= MAX_SIZE_DIGITS ? State.CHUNK_SIZE : State.BROKEN;
    }
    if (lineLength == 0) {
      return b == '\r' || b == '\n' ? State.CHUNK_SIZE : State.BROKEN;
    }
    return b == '\n' ? afterSize() : State.CHUNK_EXTENSION;
  }

  private State afterSize() {
    lineLength = 0;
    return left > 0 ? State.CHUNK : State.TRAILERS;
  }

  private State trailer(byte b) {
    if (b == '\n') {
      boolean isEmpty = lineLength == 0;
      lineLength = 0;
      return isEmpty ? endOfRequest() : State.TRAILERS;
    }
    lineLength += b == '\r' ? 0 : 1;
    return lineLength <= maxHeaderBytes ? State.TRAILERS : State.BROKEN;
  }
}
