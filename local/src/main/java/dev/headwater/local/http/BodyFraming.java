package dev.headwater.local.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Follows the bytes of a connection and refuses what Jetty would take, or quote in its log: a chunk
 * that is larger than any body may be, a chunked body that ends without its last chunk, and a host
 * that is no host or comes twice. Whatever else is malformed Jetty refuses, and then reads no
 * further. A byte of a body is never refused.
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
   * @param maxHeaderBytes what Jetty reads of a request line with its headers
   */
  BodyFraming(int maxHeaderBytes) {
    this.maxHeaderBytes = maxHeaderBytes;
  }

  /** Whether the connection may go on with this byte. */
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
   * Accepts nothing more if the connection has ended within a chunked body, but between two of its
   * chunks or in the trailers; returns whether it has.
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
    if (line.isEmpty()) { // line ends before a request are passed over
      return inRequest ? body() : State.HEADERS;
    }
    boolean isFit = !inRequest || note(line.toString().toLowerCase(Locale.ROOT));
    inRequest = true;
    line.setLength(0);
    return isFit ? State.HEADERS : State.BROKEN;
  }

  private boolean note(String header) {
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

  /** The line end of the chunk before comes first; Jetty insists on it. */
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
