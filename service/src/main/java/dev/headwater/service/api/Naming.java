package dev.headwater.service.api;

import dev.headwater.service.Aggregate;
import dev.headwater.service.ListDescription;
import dev.headwater.service.Route;
import dev.headwater.service.RouteUse;
import dev.headwater.service.SearchDescription;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.ViewRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The names that follow from a description and must never change, since clients and stores keep
 * them. The first aggregate has the shortest.
 */
record Naming(Service service) {
  private static final RouteUse HEALTH =
      new RouteUse(Service.HEALTH, null, "says whether views can be read", false, null, null);

  private static final String ID = '{' + Route.ID + '}';

  boolean isFirst(Aggregate<?, ?, ?, ?> aggregate) {
    return aggregate.category().equals(service.aggregates().getFirst().category());
  }

  /** Distinguishes a list from all others that have cursors. */
  String list(View<?, ?> view, ListDescription list) {
    return scope(view) + (list.name().equals("list") ? "" : '.' + list.name());
  }

  /** Distinguishes the searches of a view from all other lists that have cursors. */
  String scope(View<?, ?> view) {
    return service.name() + ':' + view.name();
  }

  /** Distinguishes the history of an aggregate from all other lists that have cursors. */
  String history(Aggregate<?, ?, ?, ?> aggregate, String id) {
    return "history/" + (isFirst(aggregate) ? "" : aggregate.category() + '#') + part(id);
  }

  /** Distinguishes the searches by a component from the others that have cursors. */
  String search(View<?, ?> view, String component) {
    SearchDescription search = Objects.requireNonNull(view.search(), "the view is searched");
    return search.patterns().getFirst().component().equals(component)
        ? scope(view)
        : scope(view) + '.' + component;
  }

  /** A value as a part of such a name, in which nothing separates parts or lines. */
  static String part(String value) {
    return value
        .replace("%", "%25")
        .replace("/", "%2F")
        .replace("#", "%23")
        .replace(",", "%2C")
        .replace("=", "%3D")
        .replace("\n", "%0A");
  }

  /**
   * Where an aggregate is looked up after it was created; {@code null} if no view shows it over
   * HTTP.
   */
  @Nullable Route lookUp(Aggregate<?, ?, ?, ?> aggregate) {
    for (View<?, ?> view : service.views()) {
      for (ViewRequest request : view.requests()) {
        if (view.aggregate() == aggregate
            && request instanceof ViewRequest.LookUp
            && request.route() != null) {
          return request.route();
        }
      }
    }
    return null;
  }

  /**
   * The ids that would hide behind a route: in {@code GET /customers/count}, {@code count} stands
   * where {@code GET /customers/{id}} has an id. Each with the reason to refuse it.
   */
  Map<String, String> reservedIds(Aggregate<?, ?, ?, ?> aggregate) {
    List<RouteUse> routes = new ArrayList<>(service.routes());
    if (!service.views().isEmpty()) {
      routes.add(HEALTH);
    }
    Map<String, String> reserved = new HashMap<>();
    for (RouteUse own : routes) {
      int at = own.about() == aggregate ? own.route().segments().indexOf(ID) : -1;
      if (at >= 0) {
        routes.stream()
            .filter(other -> other.route().method().equals(own.route().method()))
            .filter(other -> hides(other.route().segments(), own.route().segments(), at))
            .forEach(
                other -> {
                  String word = other.route().segments().get(at);
                  reserved.put(
                      word, "must not be '" + word + "': " + other.route() + ' ' + other.purpose());
                });
      }
    }
    return reserved;
  }

  /** Whether a request for one route with some id would go to the other one. */
  private static boolean hides(List<String> segments, List<String> own, int at) {
    return segments.size() == own.size()
        && !isParameter(segments.get(at))
        && IntStream.range(0, own.size())
            .filter(i -> i != at)
            .allMatch(
                i ->
                    segments.get(i).equals(own.get(i))
                        || isParameter(segments.get(i))
                        || isParameter(own.get(i)));
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  /** The fields that the parameters of a path become. */
  static Map<String, String> pathFields(Route route, String idField) {
    Map<String, String> fields = new LinkedHashMap<>();
    route
        .parameters()
        .forEach(
            parameter -> fields.put(parameter, parameter.equals(Route.ID) ? idField : parameter));
    return fields;
  }

  /** {@code A, B and C}. */
  static String list(Collection<String> names) {
    List<String> all = List.copyOf(names);
    return all.size() < 2
        ? String.join("", all)
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
  }
}
