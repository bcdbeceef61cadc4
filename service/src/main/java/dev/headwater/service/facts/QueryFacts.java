package dev.headwater.service.facts;

import dev.headwater.service.QueryDescription;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.ViewRequest;
import dev.headwater.service.json.JsonRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query of a service.
 *
 * @param kind {@code look-up}, {@code list}, {@code search} or {@code count} of a view, or {@code
 *     own}
 * @param name in direct invokes; {@code null} if it has only a route
 * @param route the key of its route; {@code null} if it can only be invoked directly
 * @param view the name of the view that it asks; {@code null} if it is one of the service's own
 * @param fields that it needs: the id, the key of a list, the searched field, or those of the
 *     service's own query; besides, lists and searches take a filter, a limit and a cursor
 */
public record QueryFacts(
    String kind,
    @Nullable String name,
    @Nullable String route,
    @Nullable String view,
    List<FieldFacts> fields) {
  public QueryFacts {
    fields = List.copyOf(fields);
  }

  static List<QueryFacts> of(Service service) {
    List<QueryFacts> queries = new ArrayList<>();
    for (View<?, ?> view : service.views()) {
      view.requests().forEach(request -> queries.add(of(view, request)));
    }
    service.queries().forEach(query -> queries.add(of(query)));
    return queries;
  }

  private static QueryFacts of(View<?, ?> view, ViewRequest request) {
    return switch (request) {
      case ViewRequest.LookUp lookUp ->
          of("look-up", view, lookUp, field(view, view.aggregate().idField()));
      case ViewRequest.Listing listing ->
          of(
              "list",
              view,
              listing,
              listing.fixed() == null ? field(view, listing.key()) : List.of());
      case ViewRequest.Searching searching ->
          of("search", view, searching, field(view, searching.component(), searching.field()));
      case ViewRequest.Counting counting -> of("count", view, counting, List.of());
    };
  }

  private static QueryFacts of(
      String kind, View<?, ?> view, ViewRequest request, List<FieldFacts> fields) {
    return new QueryFacts(
        kind, request.queryType(), RouteFacts.key(request.route()), view.name(), fields);
  }

  private static List<FieldFacts> field(View<?, ?> view, String component) {
    return FieldFacts.of(List.of(view.type().component(component)));
  }

  /** A pattern is text, whatever the component is. */
  private static List<FieldFacts> field(View<?, ?> view, String component, String field) {
    JsonRecord<?> type = view.type();
    return List.of(new FieldFacts(field, "text", false, type.component(component).isPersonal()));
  }

  private static QueryFacts of(QueryDescription<?, ?> query) {
    return new QueryFacts(
        "own", query.name(), query.route().key(), null, FieldFacts.of(query.form().fields()));
  }
}
