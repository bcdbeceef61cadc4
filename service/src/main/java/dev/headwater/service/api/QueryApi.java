package dev.headwater.service.api;

import dev.headwater.host.Host;
import dev.headwater.query.ViewReader;
import dev.headwater.service.Aggregate;
import dev.headwater.service.QueryDescription;
import dev.headwater.service.Route;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.http.Api;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.Json;
import dev.headwater.service.http.Problem;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.ProblemType;
import dev.headwater.service.http.Resource;
import dev.headwater.service.http.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The read side: the look-ups, lists, searches, histories and own queries of a service. */
public final class QueryApi implements Api {
  private static final Resource SERVICE = new Resource("service");

  private final Map<String, Function<HttpRequest, Call>> byRoute = new HashMap<>();
  private final Map<String, Function<Fields, Call>> byName = new LinkedHashMap<>();
  private final ForeignViews foreign = new ForeignViews();

  /**
   * The queries of a service, answered from these stores.
   *
   * @param settings say whether a view or the one that replaces it is queried
   * @throws IllegalStateException if they do not; the message names the variable
   */
  public QueryApi(Service service, Settings settings, QueryStores stores, Host host) {
    Naming naming = new Naming(service);
    QueriedViews queried = new QueriedViews(service, stores, host, foreign);
    List<View<?, ?>> answering = service.queriedViews(settings);
    answering.forEach(view -> addView(queried.of(view), naming));
    service.aggregates().forEach(aggregate -> addHistory(aggregate, stores, naming));
    service
        .queries()
        .forEach(
            query ->
                addQuery(
                    query,
                    new OwnQuery<>(
                        query, deadline -> new StoredReads(queried, stores, host, deadline))));
    answering.stream()
        .findFirst()
        .ifPresent(view -> byRoute.put(Service.HEALTH.key(), health(queried.of(view).reader())));
  }

  /** The foreign views that queries have met. */
  public ForeignViews foreignViews() {
    return foreign;
  }

  private <V> void addView(QueriedView<V> queried, Naming naming) {
    ViewEndpoints<V> endpoints = new ViewEndpoints<>(queried, naming);
    byRoute.putAll(endpoints.byRoute());
    byName.putAll(endpoints.byName());
  }

  private <E> void addHistory(Aggregate<?, ?, E, ?> aggregate, QueryStores stores, Naming naming) {
    if (aggregate.history() != null) {
      History<E> history = new History<>(aggregate, stores.log(aggregate), naming);
      byRoute.put(aggregate.history().key(), history::call);
    }
  }

  private void addQuery(QueryDescription<?, ?> query, OwnQuery<?, ?> endpoint) {
    Map<String, String> pathFields = Naming.pathFields(query.route(), Route.ID);
    byRoute.put(
        query.route().key(),
        request ->
            new Call(
                SERVICE,
                deadline -> endpoint.answer(request.queryFieldsWithPath(pathFields), deadline)));
    byName.put(
        query.name(), fields -> new Call(SERVICE, deadline -> endpoint.answer(fields, deadline)));
  }

  @Override
  public Call http(HttpRequest request) {
    Function<HttpRequest, Call> endpoint = byRoute.get(request.routeKey());
    if (endpoint == null) {
      throw new ProblemException(Problem.of(ProblemType.UNKNOWN_ROUTE));
    }
    return endpoint.apply(request);
  }

  @Override
  public Call invoke(JsonNode request) {
    if (!(request instanceof ObjectNode object)) {
      throw ProblemException.malformed("A query reads {\"queryType\": \"…\", …}.");
    }
    Function<Fields, Call> endpoint = byName.get(object.path("queryType").asString(""));
    if (endpoint == null) {
      throw ProblemException.malformed(
          byName.isEmpty()
              ? "The service answers no queries by direct invoke."
              : "The queryType is not known; there are " + Naming.list(byName.keySet()) + ".");
    }
    Fields fields = new Fields(object, "query");
    fields.required("queryType", text -> text);
    return endpoint.apply(fields);
  }

  /** Healthy if views can be read, even if an aggregate has this id and a damaged view. */
  private static Function<HttpRequest, Call> health(ViewReader<?> views) {
    return request ->
        new Call(
            SERVICE,
            deadline -> {
              request.queryFields().check();
              views.find("health");
              return Response.ok(Json.object().put("status", "UP"));
            });
  }
}
