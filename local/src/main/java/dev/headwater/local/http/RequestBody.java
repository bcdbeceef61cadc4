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
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * The body of a request, read whole before anything is answered, or else the connection ends with
 * the answer: what is left of a body is never taken for the next request.
 */
record RequestBody(Request request) {
  /** How much of a body that is refused is read away, so that its sender sees the answer. */
  private static final long MAX_DRAINED_BYTES = 64 * 1024 * 1024;

  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(2);

  /** Within which the largest body has to be there. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int PIECE = 64 * 1024;

  private static final int BAD_REQUEST = 400;
  private static final int TIMEOUT = 408;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED = 415;
  private static final int NOT_IMPLEMENTED = 501;

  /**
   * Reads it.
   *
   * @throws RefusedException when it is too large, or packed in a way that is not taken
   * @throws BadMessageException when it is malformed, ends too early or comes too slowly: the
   *     connection is lost
   */
  byte[] read(ServerOptions options, BodyBudget budget) {
    checkTransfer();
    boolean packed = isPacked(options);
    if (request.getLength() > options.maxBodyBytes()) {
      throw tooLarge();
    }
    byte[] body;
    try (var content = new ArrivingBody(request, PATIENCE)) {
      long length = packed ? -1 : request.getLength();
      body =
          content(
              content,
              options.maxBodyBytes(),
              () -> budget.take(length < 0 ? options.maxBodyBytes() : (int) length, request));
    } catch (InterruptedIOException late) {
      throw new BadMessageException(TIMEOUT, "The body did not come in time");
    } catch (IOException malformed) {
      throw new BadMessageException(BAD_REQUEST, "The body is malformed, or ended too early");
    }
    return packed && body.length > 0 ? unpacked(body, options.maxBodyBytes(), budget) : body;
  }

  /** Jetty takes other codings before the chunks, and leaves them to the service. */
  private void checkTransfer() {
    List<HttpField> codings = request.getHeaders().getFields(HttpHeader.TRANSFER_ENCODING);
    boolean isKnown =
        codings.isEmpty()
            || (codings.size() == 1 && "chunked".equalsIgnoreCase(codings.getFirst().getValue()));
    if (!isKnown) {
      throw new RefusedException(
          NOT_IMPLEMENTED, "The only transfer encoding that is taken is chunked");
    }
  }

  private boolean isPacked(ServerOptions options) {
    String packing = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (packing == null || packing.equalsIgnoreCase("identity")) {
      return false;
    }
    if (!options.unpacks() || !packing.equalsIgnoreCase("gzip")) {
      throw new RefusedException(
          UNSUPPORTED,
          options.unpacks()
              ? "The only content encoding that is taken is gzip"
              : "No content encoding is taken");
    }
    return true;
  }

  private byte[] unpacked(byte[] packed, int maxBytes, BodyBudget budget) {
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return content(plain, maxBytes, () -> budget.take(maxBytes, request));
    } catch (IOException malformed) {
      throw new RefusedException(BAD_REQUEST, "Bad Request");
    }
  }

  /** Most bodies are small; how large another one is may not be known before its end. */
  private static byte[] content(InputStream content, int maxBytes, Runnable takeRoom)
      throws IOException {
    byte[] start = content.readNBytes(Math.min(maxBytes, BodyBudget.SMALL_BYTES));
    if (start.length == BodyBudget.SMALL_BYTES) {
      takeRoom.run();
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
    return new RefusedException(TOO_LARGE, "Request Entity Too Large");
  }

  /**
   * Before an answer to a request whose body was not read. A sender that asked whether it may send
   * is answered with no; of another, the body is read away, within a bound and a moment.
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
    try (var content = new ArrivingBody(request, DRAIN_PATIENCE)) {
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
