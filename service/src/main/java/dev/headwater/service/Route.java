package dev.headwater.service;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A route of the HTTP API, as the template declares it: {@code PUT /customers/{id}/email}.
 *
 * @param path literals and parameters in braces. {@code {id}} is the aggregate's id; any other
 *     parameter is a field of the command or query
 */
public record Route(String method, String path) {
  private static final Pattern METHOD = Pattern.compile("GET|POST|PUT|PATCH|DELETE");
  private static final Pattern PATH =
      Pattern.compile("(/([A-Za-z0-9._~-]+|\\{[A-Za-z][A-Za-z0-9]*}))+");
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

  /** The parameter that holds the aggregate's id. */
  public static final String ID = "id";

  public Route {
    if (!METHOD.matcher(method).matches()) {
      throw new IllegalArgumentException(
          "A route's method is GET, POST, PUT, PATCH or DELETE, not " + method);
    }
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "The path "
              + path
              + " must look like /orders/{id}/lines: segments of letters, digits and . _ ~ -, or"
              + " a parameter in braces");
    }
    List<String> parameters = parameters(path);
    if (parameters.stream().distinct().count() < parameters.size()) {
      throw new IllegalArgumentException("The path " + path + " has a parameter twice");
    }
  }

  public static Route get(String path) {
    return new Route("GET", path);
  }

  public static Route post(String path) {
    return new Route("POST", path);
  }

  public static Route put(String path) {
    return new Route("PUT", path);
  }

  public static Route patch(String path) {
    return new Route("PATCH", path);
  }

  public static Route delete(String path) {
    return new Route("DELETE", path);
  }

  /** As API Gateway writes it: {@code GET /customers/{id}}. */
  public String key() {
    return method + ' ' + path;
  }

  /** The names of the parameters in the path, in their order. */
  public List<String> parameters() {
    return parameters(path);
  }

  /** Equal for routes that differ only in their parameters' names, which no request tells apart. */
  String shape() {
    return method + ' ' + PARAMETER.matcher(path).replaceAll("{}");
  }

  /** The segments of the path, without slashes. */
  public List<String> segments() {
    return segments(path);
  }

  @Override
  public String toString() {
    return key();
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.substring(1).split("/"));
  }

  private static List<String> parameters(String path) {
    return segments(path).stream()
        .filter(segment -> segment.startsWith("{"))
        .map(segment -> segment.substring(1, segment.length() - 1))
        .toList();
  }
}
