package dev.headwater.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a route is for. A route may occur twice, for a list and a search.
 *
 * @param about the aggregate whose id is in the path as {@code {id}}; {@code null} for a query of
 *     the service's own
 * @param purpose what a request does, such as {@code counts customers}
 */
public record RouteUse(
    Route route, @Nullable Aggregate<?, ?, ?, ?> about, String purpose, boolean write) {
  private static final String LISTS = "lists";
  private static final String SEARCHES = "searches";
  private static final Set<String> PAGES = Set.of(LISTS, SEARCHES);

  static List<RouteUse> of(Service service) {
    List<RouteUse> uses = new ArrayList<>();
    service.aggregates().forEach(aggregate -> addCommands(uses, aggregate));
    service.views().stream().flatMap(RouteUse::of).forEach(uses::add);
    service.queries().stream()
        .map(query -> new RouteUse(query.route(), null, "is a query of its own", false))
        .forEach(uses::add);
    return uses;
  }

  /** Whether the fields of a request can tell the two apart: pages of one view. */
  boolean sharesPages(RouteUse other) {
    return about == other.about
        && route.equals(other.route)
        && PAGES.contains(purpose)
        && PAGES.contains(other.purpose);
  }

  private static void addCommands(List<RouteUse> uses, Aggregate<?, ?, ?, ?> aggregate) {
    aggregate
        .commands()
        .forEach(
            command -> {
              if (command.route() != null) {
                uses.add(new RouteUse(command.route(), aggregate, "takes " + command.name(), true));
              }
            });
    if (aggregate.history() != null) {
      uses.add(new RouteUse(aggregate.history(), aggregate, "lists events", false));
    }
  }

  private static Stream<RouteUse> of(View<?, ?> view) {
    return view.requests().stream().flatMap(request -> of(view, request));
  }

  private static Stream<RouteUse> of(View<?, ?> view, ViewRequest request) {
    Route route = request.route();
    return route == null
        ? Stream.of()
        : Stream.of(new RouteUse(route, view.aggregate(), purpose(route, request), false));
  }

  private static String purpose(Route route, ViewRequest request) {
    return switch (request) {
      case ViewRequest.LookUp lookUp -> "looks one up";
      case ViewRequest.Listing listing -> LISTS;
      case ViewRequest.Searching searching -> SEARCHES;
      case ViewRequest.Counting counting -> {
        List<String> segments = route.segments();
        yield "counts " + segments.get(Math.max(0, segments.size() - 2));
      }
    };
  }
}
