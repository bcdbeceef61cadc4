package dev.headwater.fuzz;

import java.util.List;
import java.util.regex.Pattern;

/** Names what a request asks for without what is its alone. */
final class Route {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE");
  private static final Pattern SERVICE = Pattern.compile("(?i)/customers|/health|/metrics|/");
  private static final Pattern PART =
      Pattern.compile(
          "/customers/[^/]+(/(?:email|suspend|reactivate|events))?|.*/invocations|.*/_\\w+");

  private Route() {}

  static String of(WireRequest request) {
    String method = METHODS.contains(request.method()) ? request.method() : "(method)";
    return method
        + " "
        + path(request.target().split("[?#]", 2)[0])
        + (request.target().contains("?email=") ? "?email" : "");
  }

  private static String path(String path) {
    if (SERVICE.matcher(path).matches()) {
      return path;
    }
    return PART.matcher(path).matches()
        ? path.replaceFirst("/customers/[^/]+", "/customers/{id}")
            .replaceFirst(".*/invocations", "Invoke")
            .replaceFirst(".*/_", "…/_")
        : "(path)";
  }
}
