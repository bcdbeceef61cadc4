package dev.headwater.local;

import java.util.List;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ErrorHandler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that failed for a reason that nobody foresaw, and logs them: in one place, so that
 * no exception reaches Helidon, which would log it with its causes, and these may quote the request.
 *
 * @param answers what the server answers for itself
 */
record RequestFailures(DirectHandlers answers) implements ErrorHandler<Throwable> {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(RequestFailures.class);
    /**
     * Helidon's loggers of what fails before or behind a handler. Held, because java.util.logging
     * forgets the filter of a logger that nobody holds.
     */
    private static final List<Logger> HELIDON = List.of(
            Logger.getLogger("io.helidon.webserver.ConnectionHandler"),
            Logger.getLogger("io.helidon.webserver.http1.Http1Connection"),
            Logger.getLogger("io.helidon.webserver.http.DirectHandlers"),
            Logger.getLogger("io.helidon.webserver.http.ErrorHandlers"));

    static {
        HELIDON.forEach(logger -> logger.setFilter(RequestFailures::isWorthALine));
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response, Throwable failure) {
        if (failure instanceof HttpException answered) {
            throw answered; // Helidon answers it, and logs nothing
        }
        log(failure);
        TransportResponse answer = answers.handler(EventType.INTERNAL_ERROR)
                .handle(TransportRequest.empty(), EventType.INTERNAL_ERROR,
                        Status.INTERNAL_SERVER_ERROR_500, ServerResponseHeaders.create(),
                        Status.INTERNAL_SERVER_ERROR_500.reasonPhrase());
        response.status(answer.status());
        answer.headers().forEach(response::header);
        response.header(HeaderValues.CONNECTION_CLOSE);
        answer.entity().ifPresentOrElse(response::send, response::send);
    }

    private static void log(Throwable failure) {
        if (isAborted(failure)) {
            LOG.debug("A request was broken off by its sender");
        } else {
            LOG.warn("A request failed", RedactedException.of(failure));
        }
    }

    /** Redacts on the way what Helidon logs by itself; what a client broke off is no event. */
    private static boolean isWorthALine(LogRecord line) {
        Throwable thrown = line.getThrown();
        if (thrown == null) {
            return true;
        }
        line.setThrown(RedactedException.of(thrown));
        return !isAborted(thrown);
    }

    private static boolean isAborted(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof InsufficientDataAvailableException;
    }
}
