package dev.headwater.local.template;

/**
 * A route of the HTTP API.
 *
 * @param method an HTTP method in upper case, or {@code ANY}
 * @param path with parameters in braces, such as {@code /customers/{id}}; a final {@code {name+}}
 *     matches the rest of the path
 */
public record RouteDeclaration(String method, String path) {
  /** The path of the catch-all route, which gets every request that no other route matches. */
  public static final String DEFAULT = "$default";

  /** The route key as API Gateway writes it: {@code GET /customers/{id}}. */
  public String routeKey() {
    return path.equals(DEFAULT) ? DEFAULT : method + " " + path;
  }
}
