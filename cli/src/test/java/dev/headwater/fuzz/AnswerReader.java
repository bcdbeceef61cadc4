package dev.headwater.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads answers off a connection, as strictly as HTTP/1.1 is written.
 *
 * <p>Throws {@link MalformedAnswerException} on what is no answer, and {@link EOFException} within
 * one.
 */
final class AnswerReader {
  private static final int MAX_BYTES = 16 * 1024 * 1024;
  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([1-5]\\d\\d)( .*)?");
  private static final Pattern HEADER = Pattern.compile("([\\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*");

  private final InputStream input;

  AnswerReader(InputStream input) {
    this.input = input;
  }

  static class MalformedAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
      super(message);
    }
  }

  /**
   * The next answer, interim ones included; nothing when the connection was closed before it.
   *
   * @param toHead whether it answers a HEAD request, so that no body follows
   */
  Optional<Answer> next(boolean toHead) throws IOException {
    int first = input.read();
    if (first < 0) {
      return Optional.empty();
    }
    String line = line(first);
    Matcher status = STATUS_LINE.matcher(line);
    if (!status.matches()) {
      throw new MalformedAnswerException("no status line: " + Bytes.of(line).escaped());
    }
    int code = Integer.parseInt(status.group(1));
    Map<String, String> headers = headers();
    boolean bodiless = toHead || code < 200 || code == 204 || code == 304;
    return Optional.of(new Answer(code, headers, bodiless ? Bytes.NONE : Bytes.of(body(headers))));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int count = 0; count < MAX_HEADERS; count++) {
      String line = line(input.read());
      if (line.isEmpty()) {
        return headers;
      }
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        throw new MalformedAnswerException("no header: " + line);
      }
      headers.put(header.group(1).toLowerCase(Locale.ROOT), header.group(2));
    }
    throw new MalformedAnswerException("too many headers");
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunks();
    }
    String length = headers.get("content-length");
    return length == null ? input.readNBytes(MAX_BYTES) : exactly(number(length, 10));
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (body.size() < MAX_BYTES) {
      int size = number(line(input.read()).split(";", 2)[0].strip(), 16);
      if (size == 0) {
        headers();
        return body.toByteArray();
      }
      body.writeBytes(exactly(size));
      if (!line(input.read()).isEmpty()) {
        throw new MalformedAnswerException("a chunk is longer than its size");
      }
    }
    throw new MalformedAnswerException("the body is too long");
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("closed within an answer's body");
    }
    return bytes;
  }

  private static int number(String text, int radix) throws MalformedAnswerException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= MAX_BYTES) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new MalformedAnswerException("no length: " + text);
    }
    throw new MalformedAnswerException("no length: " + text);
  }

  /**
   * @param first its first byte, read already
   */
  private String line(int first) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = first; line.size() < MAX_LINE; b = input.read()) {
      if (b < 0) {
        throw new EOFException("closed within an answer's head");
      }
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(b);
    }
    throw new MalformedAnswerException("a line without end");
  }
}
