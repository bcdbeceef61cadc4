package dev.headwater.local.search;

import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.http.BadlyEncodedException;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.search.index.ApiError;
import dev.headwater.local.search.index.SearchException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects HTTP to an operation: reads the request, refuses unknown parameters, and writes the
 * answer.
 *
 * @param parameters the query parameters that the operation supports
 */
record ApiHandler(Set<String> parameters, ApiOperation operation) implements HttpRoutes.Answer {
  /** The limit of smaller OpenSearch Service instances; applies after decompression, too. */
  static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private static final String JSON = "application/json; charset=UTF-8";
  private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

  @Override
  public HttpReply to(HttpCall call, Map<String, String> path) {
    Answer answer;
    try {
      answer = answer(read(call, path));
    } catch (SearchException refused) {
      answer = Answer.of(refused.error());
    } catch (BadlyEncodedException malformed) {
      answer =
          Answer.of(SearchException.illegal("The query has malformed percent-encoding").error());
    } catch (IOException | RuntimeException failure) {
      LOG.error(
          "The search index failed: check whether its disk is full, and if not, restart",
          RedactedException.of(failure));
      answer =
          Answer.of(
              new ApiError(
                  500,
                  "exception",
                  "The search index failed: " + failure.getClass().getSimpleName()));
    }
    return call.method().equals("HEAD")
        ? HttpReply.of(answer.status())
        : HttpReply.of(answer.status(), JSON, answer.body().toString());
  }

  /** During a request, an index may be closed: because it is deleted, or because a write failed. */
  private Answer answer(ApiRequest request) throws IOException {
    try {
      return operation.answer(request);
    } catch (AlreadyClosedException closedMeanwhile) {
      return operation.answer(request); // the catalog reports the deletion, or reopens the index
    }
  }

  private ApiRequest read(HttpCall call, Map<String, String> path) {
    Set<String> flags = new HashSet<>();
    call.query()
        .forEach(
            (name, values) -> {
              if (!parameters.contains(name)) {
                throw SearchException.illegal(
                    "request ["
                        + call.rawPath()
                        + "] contains a parameter that is not supported by the local search"
                        + " endpoint: ["
                        + name
                        + "]");
              }
              if (values.getFirst().equals("true")) {
                flags.add(name);
              }
            });
    return new ApiRequest(path, flags, new BytesRef(call.body()));
  }

  /** Refuses a request that no route matches. */
  static HttpReply refuse(HttpCall call) {
    String reason =
        "The local search endpoint does not support " + call.shownMethod() + " " + call.rawPath();
    return reply(501, "unsupported_operation_exception", reason);
  }

  /** An error in OpenSearch's format. */
  static HttpReply reply(int status, String type, String reason) {
    return HttpReply.of(status, JSON, new ApiError(status, type, reason).body().toString());
  }
}
