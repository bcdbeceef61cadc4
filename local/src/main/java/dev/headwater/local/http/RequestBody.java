package dev.headwater.local.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Reads the whole body of a request before anything is answered. If it cannot, the connection
 * closes with the reply, so the rest of a body is never taken for the next request.
 */
record RequestBody(Request request) {
  /** How much of a refused body is drained, so that its sender gets to read the reply. */
  private static final long MAX_DRAINED_BYTES = 64 * 1024 * 1024;

  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);

  /** For a body of any size. */
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(1);

  private static final int PIECE = 64 * 1024;

  /**
   * Reads the body, and unzips it if necessary.
   *
   * @throws RefusedException when the body is too large or has an unsupported encoding
   * @throws BadMessageException when the body is malformed, ends early or arrives too slowly; the
   *     connection must be closed
   */
  byte[] read(ServerOptions options, BodyBudget budget) {
    checkTransfer();
    boolean gzipped = isGzipped(options);
    if (request.getLength() > options.maxBodyBytes()) {
      throw tooLarge();
    }
    byte[] body;
    try (var content = new ArrivingBody(request, READ_TIMEOUT)) {
      long length = gzipped ? -1 : request.getLength();
      body =
          content(
              content,
              options.maxBodyBytes(),
              () -> budget.reserve(length < 0 ? options.maxBodyBytes() : (int) length, request));
    } catch (InterruptedIOException late) {
      throw new BadMessageException(
          HttpStatus.REQUEST_TIMEOUT_408, "The body did not arrive in time");
    } catch (IOException malformed) {
      throw new BadMessageException(
          HttpStatus.BAD_REQUEST_400, "The body is malformed or ended too early");
    }
    return gzipped && body.length > 0 ? unzip(body, options.maxBodyBytes(), budget) : body;
  }

  /**
   * Jetty also accepts codings applied before chunking, and leaves them to the service to decode.
   */
  private void checkTransfer() {
    List<HttpField> codings = request.getHeaders().getFields(HttpHeader.TRANSFER_ENCODING);
    boolean isKnown =
        codings.isEmpty()
            || (codings.size() == 1 && "chunked".equalsIgnoreCase(codings.getFirst().getValue()));
    if (!isKnown) {
      throw new RefusedException(
          HttpStatus.NOT_IMPLEMENTED_501, "The only supported transfer encoding is chunked");
    }
  }

  private boolean isGzipped(ServerOptions options) {
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return false;
    }
    if (!options.unpacks() || !encoding.equalsIgnoreCase("gzip")) {
      throw new RefusedException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
          options.unpacks()
              ? "The only supported content encoding is gzip"
              : "No content encoding is supported");
    }
    return true;
  }

  private byte[] unzip(byte[] gzipped, int maxBytes, BodyBudget budget) {
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return content(plain, maxBytes, () -> budget.reserve(maxBytes, request));
    } catch (IOException malformed) {
      throw new RefusedException(HttpStatus.BAD_REQUEST_400, "Bad Request");
    }
  }

  /**
   * Reserves memory only once a body turns out to be large; its length may not be known upfront.
   */
  private static byte[] content(InputStream content, int maxBytes, Runnable reserve)
      throws IOException {
    byte[] start = content.readNBytes(Math.min(maxBytes, BodyBudget.SMALL_BYTES));
    if (start.length == BodyBudget.SMALL_BYTES) {
      reserve.run();
    }
    byte[] rest = content.readNBytes(maxBytes + 1 - start.length);
    if (start.length + rest.length > maxBytes) {
      throw tooLarge();
    }
    byte[] whole = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, whole, start.length, rest.length);
    return whole;
  }

  private static RefusedException tooLarge() {
    return new RefusedException(HttpStatus.PAYLOAD_TOO_LARGE_413, "Request Entity Too Large");
  }

  /**
   * Call before answering a request whose body was not read. Closes the connection if the client
   * still waits for {@code 100 Continue}; otherwise drains the body, within a limit and a moment.
   */
  void skip(Response response) {
    if (expectsContinue() || !drained()) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    }
  }

  private boolean expectsContinue() {
    return request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
  }

  private boolean drained() {
    try (var content = new ArrivingBody(request, DRAIN_TIMEOUT)) {
      byte[] unused = new byte[PIECE];
      long drained = 0;
      for (int n = 0; n >= 0 && drained < MAX_DRAINED_BYTES; n = content.read(unused)) {
        drained += n;
      }
      return drained < MAX_DRAINED_BYTES;
    } catch (IOException | BadMessageException malformed) {
      return false;
    }
  }
}
