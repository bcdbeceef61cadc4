package dev.headwater.local.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Routes a request by method and {@linkplain PathPattern path}; the first matching route answers.
 */
public final class HttpRoutes {
  private final List<Route> routes = new ArrayList<>();

  /** Handles the requests of one route. */
  @FunctionalInterface
  public interface Answer {
    /**
     * Answers a request.
     *
     * @param path the decoded values of the pattern's names
     */
    HttpReply to(HttpCall call, Map<String, String> path);
  }

  private record Route(String method, PathPattern pattern, Answer answer) {}

  public HttpRoutes add(String method, String pattern, Answer answer) {
    routes.add(new Route(method, PathPattern.of(pattern), answer));
    return this;
  }

  /**
   * The reply of the matching route, or empty if none matches.
   *
   * @throws BadlyEncodedException when the percent-encoding is malformed
   */
  public Optional<HttpReply> answer(HttpCall call) {
    List<String> path = PathPattern.segments(call.rawPath());
    for (Route route : routes) {
      Optional<Map<String, String>> named =
          route.method.equals(call.method()) ? route.pattern.match(path) : Optional.empty();
      if (named.isPresent()) {
        return Optional.of(route.answer.to(call, named.get()));
      }
    }
    return Optional.empty();
  }
}
