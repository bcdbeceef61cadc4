package dev.headwater.local.template;

import dev.headwater.local.template.values.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the HttpApi events of functions. All HTTP APIs of a template share one local address, so
 * each route may exist only once.
 */
final class RouteReader {
  private static final Pattern PATH =
      Pattern.compile("/|(/([^/{}?#\\s]+|\\{[A-Za-z0-9._-]+}))*(/\\{[A-Za-z0-9._-]+\\+})?");
  private static final List<String> METHODS =
      List.of("ANY", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Map<String, String> taken = new HashMap<>();

  @Nullable RouteDeclaration read(Resource function, Properties properties) {
    properties.text("ApiId");
    properties.oneOf("PayloadFormatVersion", "2.0", List.of("2.0"));
    boolean hasPath = properties.has("Path");
    if (hasPath != properties.has("Method")) {
      properties.text("Path");
      properties.text("Method");
      properties.problem(
          "Path", "a route needs both Path and Method, or neither for the default route");
      return null;
    }
    RouteDeclaration route =
        hasPath ? declared(properties) : new RouteDeclaration("ANY", RouteDeclaration.DEFAULT);
    String pattern = route.method() + " " + route.path().replaceAll("\\{[^}+]*", "{");
    String where = function.logicalId() + " (line " + properties.line("Path") + ")";
    String other = taken.putIfAbsent(pattern, where);
    if (other != null) {
      properties.problem("Path", "the route " + route.routeKey() + " is already taken by " + other);
    }
    return route;
  }

  private static RouteDeclaration declared(Properties properties) {
    String path = properties.required("Path");
    String method = method(properties);
    if (path.isEmpty() || !PATH.matcher(path).matches()) {
      properties.problem("Path", "\"" + path + "\" is not a route path such as /customers/{id}");
    }
    return new RouteDeclaration(method, path);
  }

  private static String method(Properties properties) {
    String method = properties.required("Method").toUpperCase(Locale.ROOT);
    if (method.equals("X-AMAZON-APIGATEWAY-ANY-METHOD")) {
      return "ANY";
    }
    if (!METHODS.contains(method)) {
      properties.invalid("Method", "must be one of " + METHODS);
    }
    return method;
  }
}
