package dev.headwater.service;

import dev.headwater.event.EventIds;
import dev.headwater.service.json.Component;
import dev.headwater.service.json.Form;
import dev.headwater.service.json.JsonRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** The description of a service. Immutable; each method that adds to it returns a copy. */
public final class Service {
  /** The public route that every service with a view has: it only says if views can be read. */
  public static final Route HEALTH = Route.get("/health");

  private final String name;
  private final List<Aggregate<?, ?, ?, ?>> aggregates;
  private final List<View<?, ?>> views;
  private final List<QueryDescription<?, ?>> queries;

  private Service(
      String name,
      List<Aggregate<?, ?, ?, ?>> aggregates,
      List<View<?, ?>> views,
      List<QueryDescription<?, ?>> queries) {
    this.name = name;
    this.aggregates = List.copyOf(aggregates);
    this.views = List.copyOf(views);
    this.queries = List.copyOf(queries);
    ServiceChecks.check(this);
  }

  /**
   * A service without aggregates yet.
   *
   * @param name in small letters
   */
  public static Service of(String name) {
    return new Service(name, List.of(), List.of(), List.of());
  }

  /**
   * Adds an aggregate. The events of the first one have the shortest ids, {@code <id>@<version>};
   * those of the others begin with their category. So the first one must stay the first.
   */
  public Service aggregate(Aggregate<?, ?, ?, ?> aggregate) {
    return new Service(name, Checks.added(aggregates, aggregate), views, queries);
  }

  /** Adds a view of one of the aggregates. */
  public Service view(View<?, ?> view) {
    return new Service(name, aggregates, Checks.added(views, view), queries);
  }

  /**
   * Adds one of the service's own queries.
   *
   * @param queryType its name in direct invokes
   * @param route a GET route; its parameters are components of the query
   * @param query a record with the fields of the request. A path and a query string hold single
   *     values, so a list, map or object must be {@code @Nullable}: only direct invokes can send it
   * @param answer a record, answered as JSON
   */
  public <Q, A> Service query(
      String queryType,
      Route route,
      Class<Q> query,
      Class<A> answer,
      BiFunction<? super Q, Reads, Answer<A>> handler) {
    QueryDescription<Q, A> described =
        new QueryDescription<>(queryType, route, form(query), JsonRecord.of(answer), handler);
    return new Service(name, aggregates, views, Checks.added(queries, described));
  }

  public String name() {
    return name;
  }

  public List<Aggregate<?, ?, ?, ?>> aggregates() {
    return aggregates;
  }

  public List<View<?, ?>> views() {
    return views;
  }

  public List<QueryDescription<?, ?>> queries() {
    return queries;
  }

  /** How the events of the service are identified on the bus. */
  public EventIds eventIds() {
    Checks.require(!aggregates.isEmpty(), "The service %s has no aggregates: add one", name);
    return EventIds.shortFor(aggregates.getFirst().category());
  }

  /**
   * The views that answer queries: of a view and its {@link View#replaces replacement}, only the
   * one that the environment variable names.
   *
   * @throws IllegalStateException if that variable is not set, or names neither
   */
  public List<View<?, ?>> queriedViews(Settings settings) {
    Set<String> unqueried = new HashSet<>();
    for (View<?, ?> next : views) {
      ReplacedView old = next.replaced();
      if (old != null) {
        String chosen = settings.oneOf(old.choice(), List.of(old.name(), next.name()));
        unqueried.add(chosen.equals(old.name()) ? next.name() : old.name());
      }
    }
    return views.stream().filter(view -> !unqueried.contains(view.name())).toList();
  }

  /** The routes that the template must declare, besides {@code GET /health}. */
  public List<RouteUse> routes() {
    return RouteUse.of(this);
  }

  /** Path and query string hold nothing but text. */
  private static <Q> Form<Q> form(Class<Q> query) {
    Form<Q> form = Form.of(query);
    return form.fromText(form.components().stream().map(Component::name).toArray(String[]::new));
  }
}
