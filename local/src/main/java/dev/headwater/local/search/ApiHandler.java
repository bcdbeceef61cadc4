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
 * Between HTTP and an operation.
 *
 * @param parameters of the query string that the operation knows
 */
record ApiHandler(Set<String> parameters, ApiOperation operation) implements HttpRoutes.Answer {
  /** The limit of the smaller instances of the OpenSearch service; after decompression too. */
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
      answer = Answer.of(SearchException.illegal("The query is not encoded well").error());
    } catch (IOException | RuntimeException failure) {
      LOG.error(
          "The search index failed: look whether its disk is full, and start again"
              + " when it is not",
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

  /** An index may be closed under a request: deleted, or for good because a write failed. */
  private Answer answer(ApiRequest request) throws IOException {
    try {
      return operation.answer(request);
    } catch (AlreadyClosedException closedMeanwhile) {
      return operation.answer(request); // the catalog knows which, and opens it anew
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

  /** Answers what there is no route for. */
  static HttpReply refuse(HttpCall call) {
    String reason =
        "The local search endpoint does not answer " + call.shownMethod() + " " + call.rawPath();
    return reply(501, "unsupported_operation_exception", reason);
  }

  /** An error in OpenSearch's form. */
  static HttpReply reply(int status, String type, String reason) {
    return HttpReply.of(status, JSON, new ApiError(status, type, reason).body().toString());
  }
}
