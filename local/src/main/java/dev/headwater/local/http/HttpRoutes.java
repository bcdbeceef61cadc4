package dev.headwater.local.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers by method and path, the first route that fits. A part of a pattern in braces takes one
 * part of the path, with a plus sign the rest of it, slashes included.
 */
public final class HttpRoutes {
  private final List<Route> routes = new ArrayList<>();

  /** Answers a request whose path has these parts. */
  @FunctionalInterface
  public interface Answer {
    /**
     * Answers it.
     *
     * @param path the decoded parts of the path that have a name
     */
    HttpReply to(HttpCall call, Map<String, String> path);
  }

  private record Route(String method, List<String> pattern, Answer answer) {}

  public HttpRoutes add(String method, String pattern, Answer answer) {
    routes.add(new Route(method, parts(pattern), answer));
    return this;
  }

  /**
   * The answer of the route, if there is one.
   *
   * @throws BadlyEncodedException when the path is not encoded well
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
