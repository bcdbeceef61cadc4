package dev.headwater.local.gateway;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.http.BadlyEncodedException;
import dev.headwater.local.http.PathPattern;
import dev.headwater.local.template.FunctionDeclaration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Picks the most specific route for a request, as API Gateway does (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html"
 * >source</a>).
 */
final class RouteTable {
  private final List<Route> routes;

  /**
   * @throws LocalCloudException when two functions declare the same route
   */
  RouteTable(List<FunctionDeclaration> functions) {
    routes =
        functions.stream()
            .flatMap(function -> function.routes().stream().map(route -> Route.of(route, function)))
            .sorted(Route.MOST_SPECIFIC_FIRST)
            .toList();
    Map<String, String> owners = new HashMap<>();
    for (Route route : routes) {
      String owner = route.function().functionName();
      String other = owners.put(route.routeKey(), owner);
      if (other != null) {
        throw new LocalCloudException(
            "Route %s is declared twice, by the functions %s and %s: remove one of them."
                .formatted(route.routeKey(), other, owner));
      }
    }
  }

  /**
   * The route for a request.
   *
   * @param rawPath as the client sent it, because an encoded slash does not separate segments
   * @throws BadlyEncodedException when the percent-encoding is malformed
   */
  Optional<Match> find(String method, String rawPath) {
    List<String> path = PathPattern.segments(rawPath);
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(method, path);
      if (parameters.isPresent()) {
        return Optional.of(new Match(route, parameters.get()));
      }
    }
    return Optional.empty();
  }

  record Match(Route route, Map<String, String> pathParameters) {}
}
