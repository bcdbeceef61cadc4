package dev.headwater.local.gateway;

import dev.headwater.local.http.PathPattern;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RouteDeclaration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route of the API, and the function that it calls. */
record Route(RouteDeclaration declaration, PathPattern pattern, FunctionDeclaration function) {
  /** Orders routes by specificity: segment by segment from the left, then by method. */
  static final Comparator<Route> MOST_SPECIFIC_FIRST = Comparator.comparing(Route::rank);

  private static final String ANY = "ANY";

  static Route of(RouteDeclaration declaration, FunctionDeclaration function) {
    return new Route(declaration, PathPattern.of(declaration.path()), function);
  }

  String routeKey() {
    return declaration.routeKey();
  }

  /** The path parameters if this route matches the request. */
  Optional<Map<String, String>> match(String method, List<String> path) {
    if (isDefault()) {
      return Optional.of(Map.of());
    }
    return isForAny() || declaration.method().equals(method)
        ? pattern.match(path)
        : Optional.empty();
  }

  private String rank() {
    return isDefault() ? "3" : pattern.rank() + (isForAny() ? "b" : "a");
  }

  private boolean isForAny() {
    return declaration.method().equals(ANY);
  }

  private boolean isDefault() {
    return declaration.path().equals(RouteDeclaration.DEFAULT);
  }
}
