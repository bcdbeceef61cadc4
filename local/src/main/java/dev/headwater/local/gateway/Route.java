package dev.headwater.local.gateway;

import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RouteDeclaration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A route of the API, its path split into segments, and the function that it calls. */
record Route(String method, String routeKey, List<String> segments, FunctionDeclaration function) {
  /** Orders routes by specificity: segment by segment from the left, then by method. */
  static final Comparator<Route> MOST_SPECIFIC_FIRST = Comparator.comparing(Route::rank);

  private static final String ANY = "ANY";

  static Route of(RouteDeclaration declaration, FunctionDeclaration function) {
    return new Route(
        declaration.method(), declaration.routeKey(), split(declaration.path()), function);
  }

  static List<String> split(String path) {
    return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
  }

  /** The path parameters if this route matches the request. */
  Optional<Map<String, String>> match(String requestMethod, List<String> path) {
    if (isDefault()) {
      return Optional.of(Map.of());
    }
    boolean greedy = isGreedy(segments.getLast());
    if (!(method.equals(ANY) || method.equals(requestMethod))
        || (greedy ? path.size() < segments.size() : path.size() != segments.size())) {
      return Optional.empty();
    }
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      String actual = path.get(i);
      if (isGreedy(segment)) {
        String rest = String.join("/", path.subList(i, path.size()));
        parameters.put(segment.substring(1, segment.length() - 2), rest);
      } else if (isParameter(segment) && !actual.isEmpty()) {
        parameters.put(segment.substring(1, segment.length() - 1), actual);
      } else if (!segment.equals(actual)) {
        return Optional.empty();
      }
    }
    return parameters.containsValue("") ? Optional.empty() : Optional.of(parameters);
  }

  private String rank() {
    if (isDefault()) {
      return "3";
    }
    var rank = new StringBuilder();
    for (String segment : segments) {
      rank.append(isGreedy(segment) ? '2' : isParameter(segment) ? '1' : '0');
    }
    return rank.append(method.equals(ANY) ? "b" : "a").toString();
  }

  private boolean isDefault() {
    return routeKey.equals(RouteDeclaration.DEFAULT);
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean isGreedy(String segment) {
    return segment.startsWith("{") && segment.endsWith("+}");
  }
}
