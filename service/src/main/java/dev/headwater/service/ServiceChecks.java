package dev.headwater.service;

import static dev.headwater.service.Checks.require;

import dev.headwater.service.json.Component;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses descriptions whose parts do not fit together. */
final class ServiceChecks {
  private static final String TWO = "There are two %s %s: rename one";

  private ServiceChecks() {}

  static void check(Service service) {
    Checks.name(service.name());
    service.aggregates().forEach(ServiceChecks::complete);
    service.views().forEach(view -> belongs(view, service));
    replacements(service.views());
    distinct("aggregates of the category", aggregates(service));
    distinct("commands called", commands(service));
    queries(service);
    distinct("projections called", projections(service));
    distinct("search indexes called", aliases(service));
    service.queries().forEach(ServiceChecks::query);
    routes(service.routes());
  }

  private static void complete(Aggregate<?, ?, ?, ?> aggregate) {
    aggregate.requireComplete();
    CommandChecks.complete(aggregate.commands());
  }

  private static void belongs(View<?, ?> view, Service service) {
    require(
        service.aggregates().stream().anyMatch(aggregate -> aggregate == view.aggregate()),
        "The view %s is of the aggregate %s, and the service has not added it in this form:"
            + " finish the aggregate first, then make its views, and call .aggregate(…) before"
            + " .view(…)",
        view.name(),
        view.aggregate().category());
  }

  /** The description may hold other versions of views than those that they were made from. */
  private static void replacements(List<View<?, ?>> views) {
    Set<String> known = new HashSet<>();
    for (View<?, ?> view : views) {
      ReplacedView replaced = view.replaced();
      if (replaced != null) {
        List<View<?, ?>> old =
            views.stream().filter(each -> each.name().equals(replaced.name())).toList();
        require(
            !old.isEmpty(),
            "The view %s replaces %s, which the service does not have: call .view(…) for both, or"
                + " remove .replaces(…)",
            view.name(),
            replaced.name());
        old.forEach(ViewChecks::noReplacement);
        require(
            known.add(replaced.name()),
            "Two views replace %s: remove one of them",
            replaced.name());
      }
    }
  }

  private static void query(QueryDescription<?, ?> query) {
    Checks.requestType(query.name());
    require(
        !query.fields().contains("queryType"),
        "%s.queryType has the name of a field of every direct invoke: call it something else",
        query.form().type().getSimpleName());
    Checks.get(query.route());
    Checks.parameters(query.route(), query.form().type().getSimpleName(), query.fields());
    Checks.single(query.route(), query.form().components());
    for (Component component : query.form().components()) {
      require(
          component.isOptional() || component.shape().kind().isScalar(),
          "%s.%s can only be sent by direct invoke, since a path and a query string hold single"
              + " values: make it text, a number or the like, or mark it @Nullable",
          query.form().type().getSimpleName(),
          component.name());
    }
  }

  private static void routes(List<RouteUse> uses) {
    Map<String, List<RouteUse>> known = new HashMap<>();
    for (RouteUse use : uses) {
      require(
          !use.route().shape().equals(Service.HEALTH.shape()),
          "The route %s is every service's own: use another path",
          use.route());
      List<RouteUse> alike = known.computeIfAbsent(use.route().shape(), shape -> new ArrayList<>());
      for (RouteUse other : alike) {
        require(
            other.sharesRoute(use),
            "The routes %s and %s are alike: change one of the paths",
            other.route(),
            use.route());
      }
      alike.add(use);
    }
  }

  private static void distinct(String what, List<String> names) {
    Set<String> known = new HashSet<>();
    for (String name : names) {
      require(known.add(name), TWO, what, name);
    }
  }

  private static List<String> aggregates(Service service) {
    return service.aggregates().stream().<String>map(Aggregate::category).toList();
  }

  private static List<String> commands(Service service) {
    List<String> names = new ArrayList<>();
    service
        .aggregates()
        .forEach(aggregate -> aggregate.commands().forEach(command -> names.add(command.name())));
    return names;
  }

  /** Of a view and the one that replaces it, only one is asked. */
  private static void queries(Service service) {
    Map<String, List<View<?, ?>>> known = new HashMap<>();
    for (View<?, ?> view : service.views()) {
      for (ViewRequest request : view.requests()) {
        String name = request.queryType();
        if (name != null) {
          List<View<?, ?>> others = known.computeIfAbsent(name, first -> new ArrayList<>());
          require(
              others.stream().allMatch(other -> ReplacedView.isBetween(view, other)),
              TWO,
              "queries called",
              name);
          others.add(view);
        }
      }
    }
    for (QueryDescription<?, ?> query : service.queries()) {
      require(known.put(query.name(), List.of()) == null, TWO, "queries called", query.name());
    }
  }

  private static List<String> projections(Service service) {
    List<String> names = new ArrayList<>();
    for (View<?, ?> view : service.views()) {
      names.add(view.name());
      if (view.search() != null) {
        names.add(view.search().projection());
      }
    }
    return names;
  }

  private static List<String> aliases(Service service) {
    List<String> names = new ArrayList<>();
    for (View<?, ?> view : service.views()) {
      if (view.search() != null) {
        names.add(view.search().alias());
      }
    }
    return names;
  }
}
