package dev.headwater.service;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a route is for. A route may occur twice, for a list and a search.
 *
 * @param about the aggregate whose id is in the path as {@code {id}}; {@code null} for one of the
 *     service's own queries
 * @param purpose what a request does, such as {@code counts customers}
 * @param view the view that answers; {@code null} if none does
 * @param page the field by which a request asks for a list or search; {@code null} of any other use
 */
public record RouteUse(
    Route route,
    @Nullable Aggregate<?, ?, ?, ?> about,
    String purpose,
    boolean write,
    @Nullable View<?, ?> view,
    @Nullable String page) {
  static List<RouteUse> of(Service service) {
    List<RouteUse> uses = new ArrayList<>();
    service.aggregates().forEach(aggregate -> addCommands(uses, aggregate));
    service.views().stream().flatMap(RouteUse::of).forEach(uses::add);
    service.queries().stream()
        .map(
            query -> new RouteUse(query.route(), null, "answers a custom query", false, null, null))
        .forEach(uses::add);
    return uses;
  }

  /**
   * Whether another use may have the same route. The lists and searches of one view may, since each
   * is asked for by another field; so may a view and its replacement, since only one of them
   * answers.
   */
  boolean sharesRoute(RouteUse other) {
    if (view == null || other.view == null || !route.equals(other.route)) {
      return false;
    }
    return ReplacedView.isBetween(view, other.view)
        || (view == other.view && page != null && other.page != null && !page.equals(other.page));
  }

  private static void addCommands(List<RouteUse> uses, Aggregate<?, ?, ?, ?> aggregate) {
    aggregate
        .commands()
        .forEach(
            command -> {
              if (command.route() != null) {
                uses.add(
                    new RouteUse(
                        command.route(), aggregate, "takes " + command.name(), true, null, null));
              }
            });
    if (aggregate.history() != null) {
      uses.add(new RouteUse(aggregate.history(), aggregate, "lists events", false, null, null));
    }
  }

  private static Stream<RouteUse> of(View<?, ?> view) {
    return view.requests().stream().flatMap(request -> of(view, request));
  }

  private static Stream<RouteUse> of(View<?, ?> view, ViewRequest request) {
    Route route = request.route();
    return route == null
        ? Stream.of()
        : Stream.of(
            new RouteUse(
                route, view.aggregate(), purpose(route, request), false, view, page(request)));
  }

  private static @Nullable String page(ViewRequest request) {
    return switch (request) {
      case ViewRequest.Listing listing -> listing.key();
      case ViewRequest.Searching searching -> searching.field();
      case ViewRequest.LookUp lookUp -> null;
      case ViewRequest.Counting counting -> null;
    };
  }

  private static String purpose(Route route, ViewRequest request) {
    return switch (request) {
      case ViewRequest.LookUp lookUp -> "looks one up";
      case ViewRequest.Listing listing -> "lists";
      case ViewRequest.Searching searching -> "searches";
      case ViewRequest.Counting counting -> {
        List<String> segments = route.segments();
        yield "counts " + segments.get(Math.max(0, segments.size() - 2));
      }
    };
  }
}
