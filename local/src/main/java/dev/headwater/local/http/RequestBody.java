package dev.headwater.local.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * The body of a request, read whole before anything is answered, or else the connection ends with
 * the answer: what is left of a body is never taken for the next request.
 */
record RequestBody(Request request) {
    /** How much of a body that is refused is read away, so that its sender sees the answer. */
    private static final long MAX_DRAINED_BYTES = 64 * 1024 * 1024;
    private static final int BAD_REQUEST = 400;
    private static final int PIECE = 64 * 1024;

    /**
     * Reads it.
     *
     * @throws RefusedException when it is too large, or packed in a way that is not taken
     * @throws BadMessageException when it is malformed or ends too early: the connection is lost
     */
    byte[] read(ServerOptions options) {
        String packing = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        boolean packed = packing != null;
        if (packed && !(packing.equalsIgnoreCase("gzip") && options.unpacks())) {
            throw new RefusedException(BAD_REQUEST);
        }
        if (request.getLength() > options.maxBodyBytes()) {
            throw new RefusedException(RefusedException.TOO_LARGE);
        }
        byte[] body;
        try (InputStream content = Content.Source.asInputStream(request)) {
            body = limited(content, options.maxBodyBytes());
        } catch (IOException malformed) {
            throw new BadMessageException(BAD_REQUEST, "The body is malformed, or ended too early");
        }
        return packed && body.length > 0 ? unpacked(body, options.maxBodyBytes()) : body;
    }

    private static byte[] unpacked(byte[] packed, int maxBytes) {
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return limited(plain, maxBytes);
        } catch (IOException malformed) {
            throw new RefusedException(BAD_REQUEST);
        }
    }

    private static byte[] limited(InputStream content, int maxBytes) throws IOException {
        byte[] body = content.readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw new RefusedException(RefusedException.TOO_LARGE);
        }
        return body;
    }

    /**
     * Before an answer to a request whose body was not read. A sender that asked whether it may
     * send is answered with no; of another, the body is read away up to a bound.
     */
    void skip(Response response) {
        if (expectsContinue() || !drained()) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
    }

    private boolean expectsContinue() {
        return request.getHeaders()
                .contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    private boolean drained() {
        try (InputStream content = Content.Source.asInputStream(request)) {
            byte[] unused = new byte[PIECE];
            long drained = 0;
            for (int n = 0; n >= 0 && drained < MAX_DRAINED_BYTES; n = content.read(unused)) {
                drained += n;
            }
            return drained < MAX_DRAINED_BYTES;
        } catch (IOException malformed) {
            return false;
        }
    }
}
