package dev.headwater.local.http;

import java.util.Locale;

/**
 * Follows the bytes of a connection and finds where a chunked body breaks its form. Jetty takes the
 * next size wherever the line end after a chunk is missing, so a chunk that is longer than its size
 * says would be read as the size of another one, which never comes.
 *
 * <p>Besides that only a second host is found, which Jetty would quote in its log. Whatever else is
 * malformed Jetty refuses, and then reads no further.
 */
final class BodyFraming {
    private static final int MAX_SIZE_DIGITS = 7;
    private static final int MAX_LINE = 4096;
    /** No header that matters here is longer. */
    private static final int KEPT = 256;
    private static final String HOST = "host:";
    private static final String LENGTH = "content-length:";
    private static final String TRANSFER = "transfer-encoding:";
    private static final int HEX = 16;

    private enum State {
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK_SIZE_END,
        CHUNK,
        CHUNK_END,
        CHUNK_LINE_END,
        TRAILERS,
        BROKEN
    }

    private State state = State.HEADERS;
    private final StringBuilder line = new StringBuilder();
    private int lineLength;
    private boolean inRequest;
    private boolean chunked;
    private int hosts;
    private long length;
    private long left;

    /** Whether the connection goes on well with this byte. */
    boolean accepts(byte b) {
        state = switch (state) {
            case HEADERS -> header(b);
            case BODY -> --left == 0 ? endOfRequest() : State.BODY;
            case CHUNK_SIZE -> size(b);
            case CHUNK_EXTENSION -> extension(b);
            case CHUNK_SIZE_END -> b == '\n' ? afterSize() : State.BROKEN;
            case CHUNK -> --left == 0 ? State.CHUNK_END : State.CHUNK;
            case CHUNK_END -> b == '\r'
                    ? State.CHUNK_LINE_END
                    : b == '\n' ? startOfSize() : State.BROKEN;
            case CHUNK_LINE_END -> b == '\n' ? startOfSize() : State.BROKEN;
            case TRAILERS -> trailer(b);
            case BROKEN -> State.BROKEN;
        };
        return state != State.BROKEN;
    }

    private State header(byte b) {
        if (b == '\r') {
            return State.HEADERS;
        }
        if (b != '\n') {
            lineLength++;
            if (line.length() < KEPT) {
                line.append((char) (b & 0xff));
            }
            return State.HEADERS;
        }
        boolean isEmpty = lineLength == 0;
        if (isEmpty && !inRequest) {
            return State.HEADERS; // line ends before a request are passed over
        }
        if (isEmpty) {
            return body();
        }
        note(line.toString().toLowerCase(Locale.ROOT));
        startLine();
        inRequest = true;
        return hosts > 1 ? State.BROKEN : State.HEADERS;
    }

    private void note(String header) {
        if (header.startsWith(HOST)) {
            hosts++;
        } else if (header.startsWith(TRANSFER)) {
            chunked |= header.contains("chunked");
        } else if (header.startsWith(LENGTH)) {
            try {
                length = Long.parseLong(header.substring(LENGTH.length()).strip());
            } catch (NumberFormatException refusedByJetty) {
                length = 0;
            }
        }
    }

    private State body() {
        if (chunked) {
            return startOfSize();
        }
        left = length;
        return left > 0 ? State.BODY : endOfRequest();
    }

    private State endOfRequest() {
        startLine();
        inRequest = false;
        chunked = false;
        hosts = 0;
        length = 0;
        return State.HEADERS;
    }

    private State startOfSize() {
        startLine();
        left = 0;
        return State.CHUNK_SIZE;
    }

    private State size(byte b) {
        int digit = Character.digit((char) (b & 0xff), HEX);
        if (digit >= 0) {
            left = left * HEX + digit;
            return ++lineLength <= MAX_SIZE_DIGITS ? State.CHUNK_SIZE : State.BROKEN;
        }
        return lineLength == 0 ? State.BROKEN : extension(b);
    }

    /** What follows a size in its line has to begin with a semicolon, and has no meaning here. */
    private State extension(byte b) {
        if (b == '\r') {
            return State.CHUNK_SIZE_END;
        }
        if (b == '\n') {
            return afterSize();
        }
        boolean begins = state == State.CHUNK_EXTENSION || b == ';' || b == ' ' || b == '\t';
        return begins && ++lineLength < MAX_LINE ? State.CHUNK_EXTENSION : State.BROKEN;
    }

    private State afterSize() {
        startLine();
        return left > 0 ? State.CHUNK : State.TRAILERS;
    }

    private State trailer(byte b) {
        if (b == '\r') {
            return State.TRAILERS;
        }
        if (b != '\n') {
            return ++lineLength < MAX_LINE ? State.TRAILERS : State.BROKEN;
        }
        if (lineLength == 0) {
            return endOfRequest();
        }
        lineLength = 0;
        return State.TRAILERS;
    }

    private void startLine() {
        line.setLength(0);
        lineLength = 0;
    }
}
