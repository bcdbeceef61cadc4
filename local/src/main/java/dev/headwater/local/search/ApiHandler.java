package dev.headwater.local.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.headwater.local.LoopbackServer;
import dev.headwater.local.RedactedException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between HTTP and an operation.
 *
 * @param parameters of the query string that the operation knows
 */
record ApiHandler(Set<String> parameters, ApiOperation operation) implements Handler {
    /** The limit of the smaller instances of the OpenSearch service; after decompression too. */
    static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Answer answer;
        try {
            answer = answer(read(request));
        } catch (SearchFault refused) {
            answer = Answer.of(refused.error());
        } catch (IOException | RuntimeException failure) {
            LOG.error("The search index failed: look whether its disk is full, and start again"
                    + " when it is not", RedactedException.of(failure));
            answer = Answer.of(new ApiError(500, "exception", "The search index failed: "
                    + failure.getClass().getSimpleName()));
        }
        response.status(Status.create(answer.status()));
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8")
                .send(answer.body().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** An index may be closed under a request: deleted, or for good because a write failed. */
    private Answer answer(ApiRequest request) throws IOException {
        try {
            return operation.answer(request);
        } catch (AlreadyClosedException closedMeanwhile) {
            return operation.answer(request); // the catalog knows which, and opens it anew
        }
    }

    private ApiRequest read(ServerRequest request) {
        Set<String> flags = new HashSet<>();
        for (String name : request.query().names()) {
            if (!parameters.contains(name)) {
                throw SearchFault.illegal("request [" + request.path().path()
                        + "] contains a parameter that is not supported by the local search"
                        + " endpoint: [" + name + "]");
            }
            if (request.query().get(name).equals("true")) {
                flags.add(name);
            }
        }
        Map<String, String> path = new HashMap<>();
        var parts = request.path().pathParameters();
        parts.names().forEach(name -> path.put(name, parts.get(name)));
        return new ApiRequest(path, flags, new BytesRef(LoopbackServer.body(request, MAX_BODY_BYTES)
                .orElseThrow(ApiHandler::tooLarge)));
    }

    private static SearchFault tooLarge() {
        return new SearchFault(413, "content_too_long_exception",
                "A body is larger than " + MAX_BODY_BYTES + " bytes");
    }

    /** Answers what there is no route for. */
    static void refuse(ServerRequest request, ServerResponse response) {
        LoopbackServer.body(request, MAX_BODY_BYTES);
        String reason = "The local search endpoint does not answer "
                + LoopbackServer.method(request) + " " + request.path().path();
        var error = new ApiError(501, "unsupported_operation_exception", reason);
        response.status(Status.NOT_IMPLEMENTED_501)
                .header(HeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8")
                .send(error.body().toString().getBytes(StandardCharsets.UTF_8));
    }
}
