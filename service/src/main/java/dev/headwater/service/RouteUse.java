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
 * @param page what distinguishes a list or search from others on its route; {@code null} otherwise
 */
public record RouteUse(
    Route route,
    @Nullable Aggregate<?, ?, ?, ?> about,
    String purpose,
    boolean write,
    @Nullable Page page) {
  /**
   * A list or search of a view.
   *
   * @param field the field by which a request asks for it
   */
  public record Page(View<?, ?> view, String field) {}

  static List<RouteUse> of(Service service) {
    List<RouteUse> uses = new ArrayList<>();
    service.aggregates().forEach(aggregate -> addCommands(uses, aggregate));
    service.views().stream().flatMap(RouteUse::of).forEach(uses::add);
    service.queries().stream()
        .map(query -> new RouteUse(query.route(), null, "answers a custom query", false, null))
        .forEach(uses::add);
    return uses;
  }

  /** Whether both answer pages of one view, which the fields of a request tell apart. */
  boolean sharesPages(RouteUse other) {
    return page != null
        && other.page != null
        && route.equals(other.route)
        && page.view() == other.page.view()
        && !page.field().equals(other.page.field());
  }

  private static void addCommands(List<RouteUse> uses, Aggregate<?, ?, ?, ?> aggregate) {
    aggregate
        .commands()
        .forEach(
            command -> {
              if (command.route() != null) {
                uses.add(
                    new RouteUse(
                        command.route(), aggregate, "takes " + command.name(), true, null));
              }
            });
    if (aggregate.history() != null) {
      uses.add(new RouteUse(aggregate.history(), aggregate, "lists events", false, null));
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
                route, view.aggregate(), purpose(route, request), false, page(view, request)));
  }

  private static @Nullable Page page(View<?, ?> view, ViewRequest request) {
    return switch (request) {
      case ViewRequest.Listing listing -> new Page(view, listing.key());
      case ViewRequest.Searching searching -> new Page(view, searching.field());
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
