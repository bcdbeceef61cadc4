package dev.headwater.service.facts;

import dev.headwater.service.Route;
import dev.headwater.service.RouteUse;
import dev.headwater.service.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route that a service's template must have.
 *
 * @param function the function that answers it: {@code command} or {@code query}
 * @param open whether it needs no access token
 * @param purposes what requests do, such as {@code takes PlaceOrder}; lists and searches may share
 *     a route
 */
public record RouteFacts(
    String method, String path, String function, boolean open, List<String> purposes) {
  private static final String QUERY = "query";

  public RouteFacts {
    purposes = List.copyOf(purposes);
  }

  static List<RouteFacts> of(Service service) {
    Map<Route, List<RouteUse>> uses = new LinkedHashMap<>();
    service
        .routes()
        .forEach(use -> uses.computeIfAbsent(use.route(), first -> new ArrayList<>()).add(use));
    List<RouteFacts> routes = new ArrayList<>();
    uses.forEach((route, shared) -> routes.add(of(route, shared)));
    if (!service.views().isEmpty()) {
      routes.add(
          new RouteFacts(
              Service.HEALTH.method(),
              Service.HEALTH.path(),
              QUERY,
              true,
              List.of("says whether views can be read")));
    }
    return routes;
  }

  private static RouteFacts of(Route route, List<RouteUse> uses) {
    return new RouteFacts(
        route.method(),
        route.path(),
        uses.getFirst().write() ? "command" : QUERY,
        false,
        uses.stream().map(RouteUse::purpose).distinct().toList());
  }

  static @Nullable String key(@Nullable Route route) {
    return route == null ? null : route.key();
  }

  /** As API Gateway writes it: {@code GET /customers/{id}}. */
  public String key() {
    return method + ' ' + path;
  }
}
