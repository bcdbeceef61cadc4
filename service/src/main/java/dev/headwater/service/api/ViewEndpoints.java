package dev.headwater.service.api;

import dev.headwater.service.Route;
import dev.headwater.service.ViewRequest;
import dev.headwater.service.http.Api.Call;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The queries that one view answers, by their routes and by their names in direct invokes. */
final class ViewEndpoints<V> {
  private final QueriedView<V> queried;
  private final Naming naming;
  private final Map<String, Function<HttpRequest, Call>> byRoute = new LinkedHashMap<>();
  private final Map<String, Function<Fields, Call>> byName = new LinkedHashMap<>();
  private final Map<String, List<ListEndpoint<V>>> lists = new LinkedHashMap<>();
  private final Map<String, List<SearchEndpoint<V>>> searches = new LinkedHashMap<>();

  ViewEndpoints(QueriedView<V> queried, Naming naming) {
    this.queried = queried;
    this.naming = naming;
    queried.view().requests().forEach(this::add);
    pageRoutes().forEach((route, pages) -> addHttp(route, pages::answer));
  }

  private void add(ViewRequest request) {
    switch (request) {
      case ViewRequest.LookUp lookUp -> {
        LookUp<V> endpoint = new LookUp<>(queried);
        addInvoke(lookUp, endpoint::invoke);
        addHttp(lookUp.route(), endpoint::http);
      }
      case ViewRequest.Listing listing -> {
        ListEndpoint<V> endpoint = new ListEndpoint<>(queried, listing, naming);
        addInvoke(listing, (fields, deadline) -> endpoint.answer(fields, null, deadline));
        addPages(lists, listing.route(), endpoint);
      }
      case ViewRequest.Searching searching -> {
        SearchEndpoint<V> endpoint = new SearchEndpoint<>(queried, searching, naming);
        addInvoke(searching, endpoint::answer);
        addPages(searches, searching.route(), endpoint);
      }
      case ViewRequest.Counting counting -> {
        Counter<V> endpoint = new Counter<>(queried, new SearchFilters<>(queried.view()));
        addInvoke(counting, (fields, deadline) -> endpoint.answer(fields));
        addHttp(counting.route(), (http, deadline) -> endpoint.answer(http.queryFields()));
      }
    }
  }

  private void addHttp(@Nullable Route route, BiFunction<HttpRequest, Instant, Response> endpoint) {
    if (route != null) {
      addHttp(route.key(), endpoint);
    }
  }

  private void addHttp(String route, BiFunction<HttpRequest, Instant, Response> endpoint) {
    byRoute.put(
        route,
        request -> new Call(queried.resource(), deadline -> endpoint.apply(request, deadline)));
  }

  private void addInvoke(ViewRequest request, BiFunction<Fields, Instant, Response> endpoint) {
    if (request.queryType() != null) {
      byName.put(
          request.queryType(),
          fields -> new Call(queried.resource(), deadline -> endpoint.apply(fields, deadline)));
    }
  }

  private static <T> void addPages(Map<String, List<T>> pages, @Nullable Route route, T endpoint) {
    if (route != null) {
      pages.computeIfAbsent(route.key(), key -> new ArrayList<>()).add(endpoint);
    }
  }

  private Map<String, PageRoute<V>> pageRoutes() {
    Map<String, PageRoute<V>> routes = new LinkedHashMap<>();
    lists.forEach(
        (route, endpoints) ->
            routes.put(route, new PageRoute<>(endpoints, searches.getOrDefault(route, List.of()))));
    searches.forEach(
        (route, endpoints) -> routes.putIfAbsent(route, new PageRoute<>(List.of(), endpoints)));
    return routes;
  }

  Map<String, Function<HttpRequest, Call>> byRoute() {
    return byRoute;
  }

  Map<String, Function<Fields, Call>> byName() {
    return byName;
  }
}
