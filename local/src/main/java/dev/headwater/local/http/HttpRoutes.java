package dev.headwater.local.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Routes a request by method and path; the first matching route answers. In a pattern, {@code
 * {name}} matches one path segment and {@code {+name}} the rest of the path, slashes included.
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

  private record Route(String method, List<String> pattern, Answer answer) {}

  public HttpRoutes add(String method, String pattern, Answer answer) {
    routes.add(new Route(method, parts(pattern), answer));
    return this;
  }

  /**
   * The reply of the matching route, or empty if none matches.
   *
   * @throws BadlyEncodedException when the percent-encoding is malformed
   */
  public Optional<HttpReply> answer(HttpCall call) {
    List<String> path = parts(call.rawPath()).stream().map(PercentEncoding::decodePath).toList();
    for (Route route : routes) {
      Optional<Map<String, String>> named =
          route.method.equals(call.method()) ? match(route.pattern, path) : Optional.empty();
      if (named.isPresent()) {
        return Optional.of(route.answer.to(call, named.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> match(List<String> pattern, List<String> path) {
    boolean takesRest = pattern.getLast().startsWith("{+");
    if (takesRest ? path.size() < pattern.size() : path.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String part = pattern.get(i);
      if (part.startsWith("{+")) {
        named.put(
            part.substring(2, part.length() - 1), String.join("/", path.subList(i, path.size())));
      } else if (part.startsWith("{")) {
        named.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    boolean complete = pattern.size() == 1 || !named.containsValue("");
    return complete ? Optional.of(named) : Optional.empty();
  }

  private static List<String> parts(String path) {
    return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
  }
}
