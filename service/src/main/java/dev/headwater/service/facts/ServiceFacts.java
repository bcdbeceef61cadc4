package dev.headwater.service.facts;

import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What there is to know of a service from outside: its aggregates, views, queries and routes, each
 * in the order of the description.
 */
public record ServiceFacts(
    String name,
    List<AggregateFacts> aggregates,
    List<ViewFacts> views,
    List<QueryFacts> queries,
    List<RouteFacts> routes) {
  public ServiceFacts {
    aggregates = List.copyOf(aggregates);
    views = List.copyOf(views);
    queries = List.copyOf(queries);
    routes = List.copyOf(routes);
  }

  /**
   * The facts of a service.
   *
   * @param settings those of a function that makes deciders: whether they make claims may depend on
   *     them
   * @throws IllegalStateException if a decider needs a setting that is missing or malformed
   */
  public static ServiceFacts of(Service service, Settings settings) {
    return new ServiceFacts(
        service.name(),
        service.aggregates().stream()
            .map(aggregate -> AggregateFacts.of(aggregate, settings))
            .toList(),
        service.views().stream().map(ViewFacts::of).toList(),
        QueryFacts.of(service),
        RouteFacts.of(service));
  }

  /**
   * Reads {@link #json}, which another version of Headwater may have written: ignores unknown
   * fields, and takes absent lists as empty.
   *
   * @throws IllegalArgumentException if this is something else; the message quotes no content
   */
  public static ServiceFacts read(JsonNode json) {
    return FactsJson.read(json);
  }

  /** As JSON, with a field for each component that is not {@code null}. */
  public JsonNode json() {
    return FactsJson.write(this);
  }

  /** Whether a command may take or release a claim. */
  public boolean makesClaims() {
    return aggregates.stream().anyMatch(AggregateFacts::makesClaims);
  }
}
